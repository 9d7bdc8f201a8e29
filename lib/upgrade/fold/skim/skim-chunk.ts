import { TYPE_NAMES } from '@/lib/slog/skim/names';
import { HEAD_ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { endHeld, holdRest, type Line, type Splitter, takeHeld, visitLine } from '@/lib/slog/split-lines';
import { foldLine } from '@/lib/upgrade/fold/line';
import { applyScan } from '@/lib/upgrade/fold/skim/apply-scan';
import { OpenRows } from '@/lib/upgrade/fold/skim/open-rows';
import { knownTypes, readNow, wantsOf } from '@/lib/upgrade/fold/skim/wants';
import type { FoldState } from '@/lib/upgrade/fold/state';

export type Skim = { state: FoldState; splitter: Splitter; skimmer: Skimmer };

/** Folds a chunk that was cut anywhere. */
export function skimChunk(skim: Skim, chunk: Uint8Array): void {
  for (let from = 0; from < chunk.length; ) {
    const room = skim.skimmer.room();
    const piece = chunk.subarray(from, from + room.length);
    room.set(piece);
    skimRoom(skim, piece.length);
    from += piece.length;
  }
}

/**
 * Folds the bytes that were read into the scanner's room. The line that they begin in the middle of is put together before the room,
 * where there is space for it; of the line that they end in the middle of, the splitter holds what there is.
 */
export function skimRoom(skim: Skim, length: number): void {
  const { splitter, skimmer } = skim;
  const room = skimmer.room();
  const start = skimmer.roomStart();
  const end = start + length;
  let from = start;
  if (splitter.length > HEAD_ROOM) {
    const newline = skimmer.newlineIn(start, end);
    if (newline === 0) return holdRest(splitter, room.subarray(0, length));
    endHeld(splitter, room.subarray(0, newline - start), (line) => skimLongLine(skim, line));
    from = newline + 1;
  }
  const rest = Math.max(from, skimmer.lastNewlineIn(from, end) + 1);
  if (rest > from) skimLines(skim, from, rest);
  if (rest < end) holdRest(splitter, skimmer.memory().subarray(rest, end));
}

function skimLongLine({ state, skimmer }: Skim, line: Line): void {
  if (line.oversized) return foldLine(state, line, false);
  const start = skimmer.load(line.bytes.subarray(line.start, line.end));
  const end = start + line.end - line.start + 1;
  skimmer.counts().fill(0);
  const stop = skimmer.scan(start, end, wantsOf(state), knownNow(state, knownTypes(state)), clockOf(state));
  if (stop < end) foldLine(state, line, false);
  else applyScan({ state, skimmer, rows: new OpenRows(state) }, line, start);
  countTypes(state, skimmer.counts());
}

/** Whole seconds of the newest clock. */
const clockOf = ({ source }: FoldState): number =>
  Math.floor(source.lastMonotime ?? Number.NEGATIVE_INFINITY);

const knownNow = (state: FoldState, known: number): number => known & ~readNow(state);

/** The whole lines of [from, end); the first goes on from what is held. */
function skimLines({ state, splitter, skimmer }: Skim, from: number, end: number): void {
  const memory = skimmer.memory();
  const held = takeHeld(splitter);
  let at = from - held.length;
  memory.set(held, at);
  const known = knownTypesCache(state);
  const scanned = { state, skimmer, rows: new OpenRows(state) };
  const visit = (line: Line): void => foldLine(state, line, false);
  skimmer.counts().fill(0);
  while (at < end) {
    const stop = skimmer.scan(at, end, wantsOf(state), knownNow(state, known()), clockOf(state));
    if (stop > at) {
      applyScan(scanned, splitter, at);
      splitter.line += skimmer.linesPassed();
      splitter.byte += stop - at;
      at = stop;
      if (at === end || skimmer.isFull()) continue;
    }
    const newline = skimmer.newlineIn(at, end);
    visitLine(splitter, memory, { start: at, newline }, visit);
    at = newline + 1;
  }
  countTypes(state, skimmer.counts());
}

/** The types change seldom; looking for them costs more than most lines. */
function knownTypesCache(state: FoldState): () => number {
  let size = -1;
  let known = 0;
  return () => {
    if (size !== state.source.types.size || known === 0) known = knownTypes(state);
    size = state.source.types.size;
    return known;
  };
}

function countTypes({ source }: FoldState, counts: Int32Array): void {
  TYPE_NAMES.forEach((name, i) => {
    const known = source.types.get(name);
    if (known) known.count += counts[i] ?? 0;
  });
}
