import { decode } from '@/lib/slog/decode';
import type { Entry, Envelope } from '@/lib/slog/entry';
import { readOversized } from '@/lib/slog/oversized';
import { parseLine, type RawEntry } from '@/lib/slog/parse-line';
import { readEntry } from '@/lib/slog/read-entry';
import type { Line } from '@/lib/slog/split-lines';
import { foldEntry, isReplayed } from '@/lib/upgrade/fold/entry';
import { tell } from '@/lib/upgrade/fold/fact';
import { append } from '@/lib/upgrade/fold/ledger';
import { startProcess } from '@/lib/upgrade/fold/process';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

const LISTED_LINES = 100;
/** So many names of types are kept, each so long: a hostile log must not grow the document without end. */
const MAX_TYPES = 500;
const MAX_TYPE_LENGTH = 200;
/** A process's clock does not go back; a fall by more than this is another process. */
const CLOCK_FALL = 1;
/** Silence inside a run that is worth a finding (`domain/vat-upgrade.md` 13, run-stalled). */
const STALL_SECONDS = 600;

function countType(state: FoldState, type: string): void {
  const { types } = state.source;
  const known = types.get(type);
  if (known) {
    known.count += 1;
    return;
  }
  const name = types.size < MAX_TYPES ? type.slice(0, MAX_TYPE_LENGTH) : '(other types)';
  const cut = types.get(name);
  if (cut) cut.count += 1;
  else types.set(name, { count: 1 });
}

function countBroken(state: FoldState, kind: 'unparsable' | 'notEntries', line: Line): void {
  const { source } = state;
  if (source.unparsable.count + source.notEntries.count === 0) source.brokenByte = line.byte;
  source[kind].count += 1;
  if (source[kind].lines.length < LISTED_LINES) source[kind].lines.push(line.line);
}

/** Notes the clocks of any entry; a clock that fell is a new process whose first entries are missing. */
export function onClocks(state: FoldState, time: number | null, monotime: number | null): void {
  const { source } = state;
  source.firstTime ??= time;
  source.lastTime = time ?? source.lastTime;
  source.lastMonotime = monotime ?? source.lastMonotime;
}

function checkClock(state: FoldState, entry: Entry, line: Place): void {
  const last = state.source.lastMonotime;
  if (last === null || entry.monotime === null || isReplayed(entry)) return;
  if (entry.monotime < last - CLOCK_FALL && entry.type !== 'kernel-init-start')
    startProcess(state, entry, line, false);
  const silence = entry.monotime - last;
  if (silence > STALL_SECONDS && state.run && READ_ALWAYS.has(entry.type))
    tell(state, line, entry, { kind: 'run-stalled', params: { seconds: silence } });
}

/** Types that are never skipped, so that what is checked at them does not depend on what was skipped. */
const READ_ALWAYS: ReadonlySet<string> = new Set([
  'crank-start',
  'crank-finish',
  'deliver',
  'deliver-result',
  'cosmic-swingset-run-start',
  'cosmic-swingset-run-finish',
]);

/** The head of a log that was joined in the middle counts as a process's start. */
function checkHead(state: FoldState, line: Place, entry: Envelope & { type: string }): void {
  if (state.processStarts.items.length === 0 && entry.type !== 'kernel-init-start')
    append(state.processStarts, { line: line.line, byte: line.byte, time: entry.time, initSeconds: null });
}

function foldRaw(state: FoldState, { type, raw }: RawEntry, line: Place): void {
  const entry = readEntry(raw, type);
  checkHead(state, line, entry);
  checkClock(state, entry, line);
  onClocks(state, entry.time, entry.monotime);
  if (isReplayed(entry)) state.source.replayed += 1;
  foldEntry(state, entry, line);
}

function foldOversized(state: FoldState, line: Line): void {
  state.source.oversized += 1;
  const entry = readOversized(decode(line.bytes, line.start, line.end));
  if (!entry) return countBroken(state, 'unparsable', line);
  countType(state, entry.type);
  foldRaw(state, entry, line);
}

function foldText(state: FoldState, line: Line, text: string, last: boolean): void {
  const parsed = parseLine(text);
  switch (parsed.kind) {
    case 'blank':
      state.source.blank += 1;
      return;
    case 'entry':
      countType(state, parsed.type);
      return foldRaw(state, parsed, line);
    case 'not-entry':
      return countBroken(state, 'notEntries', line);
    case 'broken':
      if (last && parsed.saved.length === 0) state.source.tail = { line: line.line, byte: line.byte };
      else countBroken(state, 'unparsable', line);
      for (const saved of parsed.saved) {
        state.source.salvaged += 1;
        foldRaw(state, saved, line);
      }
  }
}

const isBom = (line: Line): boolean =>
  line.line === 1 &&
  line.bytes[line.start] === 0xef &&
  line.bytes[line.start + 1] === 0xbb &&
  line.bytes[line.start + 2] === 0xbf;

/** Folds one line by parsing it; `last` is true for what stands after the last newline. */
export function foldLine(state: FoldState, given: Line, last: boolean): void {
  const line = isBom(given) ? { ...given, start: given.start + 3 } : given;
  if (line.oversized) return foldOversized(state, line);
  foldText(state, line, decode(line.bytes, line.start, line.end), last);
}
