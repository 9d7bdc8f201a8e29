import type { RunCells } from '@/lib/live/frame';

/** The cells of the newest runs, as deltas brought them: of every run from `since` on, exactly. Those before are asked for by window. */
export type CellTail = { readonly since: number; readonly runs: ReadonlyMap<number, RunCells> };

/** A tail of more runs than this lets go of half. */
export const TAIL_RUNS = 2_000;

/** Where a document of so many runs begins, with the cells of its last run. */
export const startTail = (runs: number, tail: readonly RunCells[]): CellTail => ({
  since: Math.max(0, runs - 1),
  runs: new Map(tail.map((cells) => [cells[0], cells])),
});

/** The tail after a delta, the document having `runs` runs then; the same one if nothing of it changed. */
export function takeTail(tail: CellTail, changed: readonly RunCells[], runs: number): CellTail {
  const news = changed.filter(([run]) => run >= tail.since);
  const isLong = runs - tail.since > TAIL_RUNS;
  if (news.length === 0 && !isLong) return tail;
  const next = new Map(tail.runs);
  for (const cells of news) next.set(cells[0], cells);
  if (!isLong) return { since: tail.since, runs: next };
  const since = runs - TAIL_RUNS / 2;
  for (const run of next.keys()) if (run < since) next.delete(run);
  return { since, runs: next };
}
