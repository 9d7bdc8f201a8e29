import { type Columns, fromColumns, toColumns } from '@/lib/live/columns';
import { COLLECTIONS, type Collection, type Delta, type RunCells } from '@/lib/live/frame';
import type { Analysis } from '@/lib/upgrade/analysis';

/** A document without its runs' cells, its collections as columns: what a watcher begins with. Cells come by window (`cells.ts`). */
export type Overview = Pick<Analysis, 'schema' | 'source' | 'summary'> & {
  readonly [C in Collection]: Columns;
} & {
  /** The cells of the last run: those of all before it can be asked for, those of all behind it come with deltas. */
  readonly tail: readonly RunCells[];
};

type Packed = { readonly vats: readonly string[]; readonly numbers: readonly number[] };

const runCells = (run: number, { vats, numbers }: Packed): RunCells => [run, vats, numbers];

/** A delta as it goes out: runs without cells, and beside them the cells of those runs in which vats did something. */
export function wireDelta<Cells extends Packed>(
  delta: Delta<Cells>,
  shown: readonly { readonly cells: Cells }[],
): Delta {
  const { runs, ...rest } = delta;
  if (!runs) return rest;
  const changed = runs.items.filter(([i, run]) => run.cells !== shown[i]?.cells && run.cells.vats.length > 0);
  return {
    ...rest,
    runs: { length: runs.length, items: runs.items.map(([i, run]) => [i, { ...run, cells: [] }]) },
    ...(changed.length > 0 ? { cells: changed.map(([i, run]) => runCells(i, run.cells)) } : {}),
  };
}

/** What a watcher begins with, of a document with cells of any kind. */
export function toOverview<Cells>(analysis: Analysis<Cells>, packed: (cells: Cells) => Packed): Overview {
  const { schema, source, summary } = analysis;
  const last = analysis.runs.at(-1);
  const tail = last ? [runCells(last.index, packed(last.cells))] : [];
  return {
    schema,
    source,
    summary,
    processStarts: toColumns(analysis.processStarts),
    vats: toColumns(analysis.vats),
    blocks: toColumns(analysis.blocks),
    runs: toColumns(analysis.runs.map((run) => ({ ...run, cells: [] }))),
    upgrades: toColumns(analysis.upgrades),
    terminations: toColumns(analysis.terminations),
    steps: toColumns(analysis.steps),
    findings: toColumns(analysis.findings),
    tail,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const KINDS = new Set(['same', 'step', 'micro', 'table', 'each']);

const isColumns = (value: unknown): value is Columns =>
  isRecord(value) &&
  Number.isSafeInteger(value['rows']) &&
  Array.isArray(value['keys']) &&
  value['keys'].every(
    (pair) =>
      Array.isArray(pair) && typeof pair[0] === 'string' && Array.isArray(pair[1]) && KINDS.has(pair[1][0]),
  );

const isRunCells = (value: unknown): value is RunCells =>
  Array.isArray(value) &&
  Number.isSafeInteger(value[0]) &&
  Array.isArray(value[1]) &&
  Array.isArray(value[2]);

/** The cells of the last run that an overview brings. */
export const tailOf = (overview: unknown): readonly RunCells[] =>
  isRecord(overview) && Array.isArray(overview['tail']) ? overview['tail'].filter(isRunCells) : [];

/** The document of an overview, its runs without cells; null for what is none. */
export function documentOf(overview: unknown): Record<string, unknown> | null {
  if (!isRecord(overview)) return null;
  const { tail: _apart, ...document } = overview;
  for (const name of COLLECTIONS) {
    const columns = overview[name];
    if (!isColumns(columns)) return null;
    document[name] = fromColumns(columns);
  }
  return document;
}
