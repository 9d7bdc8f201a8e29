import { TYPE_NAMES } from '@/lib/slog/skim/names';
import { HEAD_ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';
import { type Line, type Splitter, splitLines, takeHeld, visitLine } from '@/lib/slog/split-lines';
import { foldLine } from '@/lib/upgrade/fold/line';
import { applyScan } from '@/lib/upgrade/fold/skim/apply-scan';
import { OpenRows } from '@/lib/upgrade/fold/skim/open-rows';
import { knownTypes, readNow, wantsOf } from '@/lib/upgrade/fold/skim/wants';
import type { FoldState } from '@/lib/upgrade/fold/state';

const NEWLINE = 10;

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
  let bytes = skimmer.room().subarray(0, length);
  let from = 0;
  if (splitter.length > HEAD_ROOM) {
    const newline = bytes.indexOf(NEWLINE);
    from = newline < 0 ? length : newline + 1;
    splitLines(splitter, bytes.subarray(0, from), (line) => skimLongLine(skim, line));
    bytes = skimmer.room().subarray(0, length);
  }
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  if (end > from) skimLines(skim, from, end);
  const rest = Math.max(from, end);
  if (rest < length) splitLines(splitter, skimmer.room().subarray(rest, length), NEVER);
}

/** What stands behind the last newline is held and not visited. */
const NEVER = (): void => {};

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

/** Whole lines of the room, up to `endInRoom`; the first goes on from what is held. */
function skimLines({ state, splitter, skimmer }: Skim, fromInRoom: number, endInRoom: number): void {
  const memory = skimmer.memory();
  const end = skimmer.roomStart + endInRoom;
  const held = takeHeld(splitter);
  let at = skimmer.roomStart + fromInRoom - held.length;
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
    const newline = memory.indexOf(NEWLINE, at);
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
