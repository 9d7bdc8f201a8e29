import { decode } from '@/lib/slog/decode';
import { asRecord, parseJson } from '@/lib/slog/json';
import { readEntry } from '@/lib/slog/read-entry';
import { SLOTS } from '@/lib/slog/skim/bytes';
import { TYPE_NAMES } from '@/lib/slog/skim/names';
import { END, LINE, START } from '@/lib/slog/skim/record';
import type { Skimmed, Skimmer } from '@/lib/slog/skim/skimmer';
import { type Line, type Splitter, splitLines } from '@/lib/slog/split-lines';
import { onDeviceCall } from '@/lib/upgrade/fold/bundle-cap';
import { foldLine, onClocks } from '@/lib/upgrade/fold/line';
import { applyRecord } from '@/lib/upgrade/fold/skim/apply-record';
import { knownTypes, readNow, wantsOf } from '@/lib/upgrade/fold/skim/wants';
import { applyWholeCrank } from '@/lib/upgrade/fold/skim/whole-crank';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

const NEWLINE = 10;

export type Skim = { state: FoldState; splitter: Splitter; skimmer: Skimmer };

/** Folds a chunk that was cut anywhere: as many whole lines at once as there are, and those that its ends cut when they are whole. */
export function skimChunk(skim: Skim, chunk: Uint8Array): void {
  const { splitter } = skim;
  let from = 0;
  if (splitter.length > 0) {
    const newline = chunk.indexOf(NEWLINE);
    from = newline < 0 ? chunk.length : newline + 1;
    splitLines(splitter, chunk.subarray(0, from), (line) => skimHeld(skim, line));
  }
  const end = Math.max(from, chunk.lastIndexOf(NEWLINE) + 1);
  while (from < end) {
    const to = pieceEnd(chunk, from, end, skim.skimmer.capacity);
    skimPiece(skim, chunk.subarray(from, to));
    from = to;
  }
  if (end < chunk.length) splitLines(splitter, chunk.subarray(end), NEVER);
}

/** What stands behind the last newline is held and not visited. */
const NEVER = (): void => {};

/** As many whole lines as there is room for; one at least. */
function pieceEnd(chunk: Uint8Array, from: number, end: number, capacity: number): number {
  if (end - from <= capacity) return end;
  const cut = chunk.lastIndexOf(NEWLINE, from + capacity - 1) + 1;
  return cut > from ? cut : chunk.indexOf(NEWLINE, from) + 1;
}

/** A line that came in several chunks. */
function skimHeld({ state, skimmer }: Skim, line: Line): void {
  if (line.oversized) return foldLine(state, line, false);
  const start = skimmer.load(line.bytes.subarray(line.start, line.end));
  const end = start + line.end - line.start + 1;
  const stop = skimmer.scan(start, end, wantsOf(state), knownTypes(state) & ~readNow(state), clockOf(state));
  if (stop < end) foldLine(state, line, false);
  else applyScan(state, skimmer, line, start);
}

/** Whole seconds of the newest clock. */
const clockOf = ({ source }: FoldState): number =>
  Math.floor(source.lastMonotime ?? Number.NEGATIVE_INFINITY);

function skimPiece({ state, splitter, skimmer }: Skim, piece: Uint8Array): void {
  const start = skimmer.load(piece);
  const end = start + piece.length;
  const known = knownTypesCache(state);
  let at = start;
  while (at < end) {
    const stop = skimmer.scan(at, end, wantsOf(state), known() & ~readNow(state), clockOf(state));
    if (stop > at) {
      applyScan(state, skimmer, splitter, at);
      splitter.line += skimmer.linesPassed();
      splitter.byte += stop - at;
      at = stop;
      if (at === end || skimmer.isFull()) continue;
    }
    const next = piece.indexOf(NEWLINE, at - start) + 1;
    splitLines(splitter, piece.subarray(at - start, next), (line) => foldLine(state, line, false));
    at = start + next;
  }
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

const PLACE: Place = { line: 0, byte: 0, endByte: 0 };

/** Does what the lines of the newest scan do; its first stood at `at` and has the number and offset of `first`. */
function applyScan(
  state: FoldState,
  skimmer: Skimmer,
  first: { line: number; byte: number },
  at: number,
): void {
  const skimmed: Skimmed = { records: skimmer.records(), memory: skimmer.memory() };
  const { records } = skimmed;
  const end = skimmer.recordCount() * SLOTS;
  const base = first.byte - at;
  for (let slot = 0; slot < end; slot += SLOTS) {
    const behind = applyWholeCrank(state, records, { slot, end, firstLine: first.line });
    if (behind > 0) {
      slot = behind - SLOTS;
      continue;
    }
    PLACE.line = first.line + (records[slot + LINE] ?? 0);
    PLACE.byte = base + (records[slot + START] ?? 0);
    PLACE.endByte = base + (records[slot + END] ?? 0) + 1;
    applyRecord(state, skimmed, slot, PLACE);
  }
  countTypes(state, skimmer.counts());
  state.source.replayed += skimmer.replaysPassed();
  applyClocks(state, skimmer);
  applyOpenDevice(state, skimmer);
}

function countTypes({ source }: FoldState, counts: Int32Array): void {
  TYPE_NAMES.forEach((name, i) => {
    const known = source.types.get(name);
    if (known) known.count += counts[i] ?? 0;
  });
}

function applyClocks(state: FoldState, skimmer: Skimmer): void {
  let time = skimmer.newestTime();
  let monotime = skimmer.newestMonotime();
  if (Number.isNaN(time) || Number.isNaN(monotime)) {
    const entry = newestEntry(skimmer);
    time = entry.time ?? time;
    monotime = entry.monotime ?? monotime;
  }
  onClocks(state, time, monotime);
}

function newestEntry(skimmer: Skimmer) {
  const text = decode(skimmer.memory(), skimmer.newestStart(), skimmer.newestEnd());
  return readEntry(asRecord(parseJson(text)) ?? {}, '?');
}

/** A device was called and its result has not come: the call is read, for the case that it fails. */
function applyOpenDevice(state: FoldState, skimmer: Skimmer): void {
  const place = skimmer.openDevice() - 1;
  if (place < 0) return;
  const memory = skimmer.memory();
  const text = decode(memory, place, memory.indexOf(NEWLINE, place));
  const entry = readEntry(asRecord(parseJson(text)) ?? {}, 'syscall');
  if (entry.type === 'syscall' && entry.syscall.name === 'callNow')
    onDeviceCall(state, entry.vatID, entry.syscall);
}
