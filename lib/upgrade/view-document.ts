import { KNOWN_TYPES } from '@/lib/slog/entry';
import { ANALYSIS_SCHEMA, type Analysis, type Run, type Source } from '@/lib/upgrade/analysis';
import { type FindingsCache, findAll, newFindingsCache } from '@/lib/upgrade/findings/find-all';
import { isOpen } from '@/lib/upgrade/fold/end';
import { viewOf } from '@/lib/upgrade/fold/ledger';
import { type PackedCells, packCells } from '@/lib/upgrade/fold/packed-cells';
import type { FoldState, OpenRun } from '@/lib/upgrade/fold/state';
import { summarise } from '@/lib/upgrade/summary';

/** The document as the fold holds it; `JSON.stringify` makes of it the one that others know. */
export type FoldedAnalysis = Analysis<PackedCells>;

/** What the last call to look at a fold saw, so that the next need not make it again. */
export type DocumentCache = { findings: FindingsCache; last: FoldedAnalysis | null; ended: boolean };
export const newCache = (): DocumentCache => ({ findings: newFindingsCache(), last: null, ended: false });

/** Flat items hold only text and numbers; a shallow copy is a whole one. */
const copyFlat = <T extends object>(item: T): T => ({ ...item });
/** Items with lists or maps inside. */
const copyDeep = <T>(item: T): T => structuredClone(item);
/** Runs are many, and cloning them by hand is ten times as fast. */
const copyRun = (run: Run<PackedCells>, open: OpenRun | null): Run<PackedCells> => ({
  ...run,
  trigger: run.trigger && copyFlat(run.trigger),
  upgrades: [...run.upgrades],
  cells: run.index === open?.index ? packCells(open.cells) : run.cells,
});

/** `atLineStart`: nothing of an unfinished line was read. */
type Counts = { lines: number; bytes: number; atLineStart: boolean; sha256: string | null };

function viewSource(state: FoldState, { lines, bytes, atLineStart, sha256 }: Counts): Source {
  const { source } = state;
  const types = [...source.types].map(([type, { count }]): [string, number] => [type, count]);
  return {
    bytes,
    lines,
    endsWithNewline: state.ended ? source.endsWithNewline : atLineStart,
    unparsable: structuredClone(source.unparsable),
    notEntries: structuredClone(source.notEntries),
    blank: source.blank,
    entryTypes: Object.fromEntries(types),
    unknownTypes: Object.fromEntries(types.filter(([type]) => !KNOWN_TYPES.has(type))),
    ...(source.tail ? { truncatedTail: { ...source.tail } } : {}),
    sha256,
    firstTime: source.firstTime,
    lastTime: source.lastTime,
    replayedEntries: source.replayed,
    salvaged: source.salvaged,
    oversized: source.oversized,
  };
}

const sameInput = ({ last, ended }: DocumentCache, counts: Counts, state: FoldState): boolean =>
  last?.source.bytes === counts.bytes && last.source.lines === counts.lines && ended === state.ended;

/** The document of the state. Reuses everything that is as it was at the last call. */
export function viewDocument(state: FoldState, cache: DocumentCache, counts: Counts): FoldedAnalysis {
  const { last } = cache;
  if (last && sameInput(cache, counts, state)) return last;
  // What has ended changes no more: its items need not be copied.
  const live = <T>(copy: (item: T) => T): ((item: T) => T) | null => (state.ended ? null : copy);
  const parts = {
    processStarts: viewOf(state.processStarts, live(copyFlat)),
    vats: viewOf(state.vats, live(copyFlat)),
    blocks: viewOf(state.blocks, live(copyFlat)),
    runs: viewOf(
      state.runs,
      live((run) => copyRun(run, state.run)),
    ),
    upgrades: viewOf(state.upgrades, live(copyDeep)),
    terminations: viewOf(state.terminations, live(copyFlat)),
    steps: viewOf(state.steps, live(copyFlat)),
  };
  const source = viewSource(state, counts);
  const open = isOpen(state);
  const findings = findAll(cache.findings, {
    ...parts,
    source,
    facts: viewOf(state.facts, live(copyDeep)),
    factCounts: state.factCounts,
    final: state.ended,
    brokenByte: state.source.brokenByte,
    open,
    panicked: state.panicked,
    critical: state.critical,
    lastCrankLine: state.lastCrankLine,
  });
  const document: FoldedAnalysis = {
    schema: ANALYSIS_SCHEMA,
    source,
    ...parts,
    findings,
    summary: summarise(parts, findings, open),
  };
  cache.last = document;
  cache.ended = state.ended;
  return document;
}
