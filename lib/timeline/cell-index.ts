import type { Cell } from '@/lib/timeline/marks';
import type { Run } from '@/lib/upgrade/analysis';

export type CellsByVat = ReadonlyMap<string, readonly Cell[]>;

/**
 * Keeps the cells of every vat in time order while a run grows: only runs that changed since the last call are
 * read again, so that the 30,000th run costs what the first did. The answer depends on `runs` alone.
 */
export function makeCellIndex(): (runs: readonly Run[]) => CellsByVat {
  const cells = new Map<string, Cell[]>();
  let seen: readonly Run[] = [];
  return (runs) => {
    const same = firstDifference(seen, runs);
    for (const list of cells.values()) cutFrom(list, same);
    for (let i = same; i < runs.length; i += 1) addRun(cells, runs[i]);
    seen = runs;
    return cells;
  };
}

/** Position of the first item that is another one; where one list continues the other, the length of the shorter. */
export function firstDifference<T>(before: readonly T[], after: readonly T[]): number {
  const common = Math.min(before.length, after.length);
  for (let i = 0; i < common; i += 1) if (before[i] !== after[i]) return i;
  return common;
}

/** Takes the cells of items from this position on off the end of a list. */
export function cutFrom(list: Cell[], position: number): void {
  let length = list.length;
  while (length > 0 && (list[length - 1]?.index ?? -1) >= position) length -= 1;
  list.length = length;
}

function addRun(cells: Map<string, Cell[]>, run: Run | undefined): void {
  for (const cell of run?.cells ?? []) {
    const list = cells.get(cell.vatID) ?? [];
    cells.set(cell.vatID, list);
    list.push({
      start: cell.firstTime,
      end: Math.max(cell.firstTime, cell.lastTime),
      weight: cell.seconds,
      index: run?.index ?? 0,
      open: run?.finished === false,
      count: 1,
      deliveries: cell.deliveries,
      computrons: cell.computrons,
    });
  }
}
