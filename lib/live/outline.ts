import type { Column, Columns } from '@/lib/live/columns';
import type { Overview } from '@/lib/live/overview';

/** From so many blocks and runs on it is worth sending an outline first. */
const WORTH_AN_OUTLINE = 5_000;

type Known = ReadonlySet<string>;

/** What places and colours a mark; the rest of the document follows at once. */
const OF_BLOCKS: Known = new Set([
  'blockHeight',
  'startLine',
  'startTime',
  'endTime',
  'committed',
  'lost',
  'runs',
]);
const OF_RUNS: Known = new Set([
  'index',
  'blockHeight',
  'runNum',
  'phase',
  'startLine',
  'startTime',
  'endTime',
  'finished',
  'cells',
]);

const kindOf = (value: unknown): string => typeof value;

/** Of a column that waits the kind of value stays, so that whoever reads it meets what the type promises. */
function emptied(column: Column): Column {
  if (column[0] === 'same') return column;
  if (column[0] === 'step') return ['same', column[1].includes(null) ? null : 0];
  if (column[0] === 'micro') return ['same', null];
  const values: readonly unknown[] = column[1];
  if (values.some((value) => value === null)) return ['same', null];
  if (values.every(Array.isArray)) return ['same', []];
  return ['same', { string: '', number: 0, boolean: false }[kindOf(values[0])] ?? null];
}

const withoutDetails = ({ rows, keys }: Columns, known: Known): Columns => ({
  rows,
  keys: keys.map(([key, column]) => [key, known.has(key) ? column : emptied(column)] as const),
});

/**
 * A quarter of a large overview, which opens to a document of the same blocks, runs, vats, upgrades and findings in which blocks and runs
 * have their places alone: enough to draw a timeline. Null for what is small enough to be sent whole.
 */
export function outlineOf(overview: Overview): Overview | null {
  const { blocks, runs } = overview;
  if (blocks.rows + runs.rows < WORTH_AN_OUTLINE) return null;
  return { ...overview, blocks: withoutDetails(blocks, OF_BLOCKS), runs: withoutDetails(runs, OF_RUNS) };
}
