import type { Entry } from '@/lib/slog/entry';
import { SLOTS } from '@/lib/slog/skim/bytes';
import { END, KIND, LINE, START, WHOLE_CRANK } from '@/lib/slog/skim/record';
import type { Skimmed, Skimmer } from '@/lib/slog/skim/skimmer';
import { onDeviceCall } from '@/lib/upgrade/fold/bundle-cap';
import { onClocks } from '@/lib/upgrade/fold/line';
import { applyRecord } from '@/lib/upgrade/fold/skim/apply-record';
import { entryIn } from '@/lib/upgrade/fold/skim/entry-at';
import type { OpenRows } from '@/lib/upgrade/fold/skim/open-rows';
import { applyWholeCrank } from '@/lib/upgrade/fold/skim/whole-crank';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

const NEWLINE = 10;
const PLACE: Place = { line: 0, byte: 0, endByte: 0 };

/** Does what the lines of the newest scan do; its first stood at `at` and has the number and offset of `first`. */
export function applyScan(
  { state, skimmer, rows }: { state: FoldState; skimmer: Skimmer; rows: OpenRows },
  first: { line: number; byte: number },
  at: number,
): void {
  const skimmed: Skimmed = { records: skimmer.records(), memory: skimmer.memory() };
  const { records } = skimmed;
  const end = skimmer.recordCount() * SLOTS;
  const base = first.byte - at;
  const cranks = { state, rows, skimmed, firstLine: first.line, base };
  for (let slot = 0; slot < end; ) {
    if (records[slot + KIND] === WHOLE_CRANK) {
      slot = applyWholeCrank(cranks, slot);
      continue;
    }
    PLACE.line = first.line + (records[slot + LINE] ?? 0);
    PLACE.byte = base + (records[slot + START] ?? 0);
    PLACE.endByte = base + (records[slot + END] ?? 0) + 1;
    applyRecord(state, skimmed, slot, PLACE);
    slot += SLOTS;
  }
  state.source.replayed += skimmer.replaysPassed();
  applyClocks(state, skimmer);
  applyOpenDevice(state, skimmer);
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

const newestEntry = (skimmer: Skimmer): Entry =>
  entryIn(skimmer.memory(), skimmer.newestStart(), skimmer.newestEnd(), '?');

/** A device was called and its result has not come: the call is read, for the case that it fails. */
function applyOpenDevice(state: FoldState, skimmer: Skimmer): void {
  const place = skimmer.openDevice() - 1;
  if (place < 0) return;
  const memory = skimmer.memory();
  const entry = entryIn(memory, place, memory.indexOf(NEWLINE, place), 'syscall');
  if (entry.type === 'syscall' && entry.syscall.name === 'callNow')
    onDeviceCall(state, entry.vatID, entry.syscall);
}
