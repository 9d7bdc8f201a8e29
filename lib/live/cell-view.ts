import type { CellTail } from '@/lib/live/cell-tail';
import type { CellSet } from '@/lib/live/cells';
import type { RunCells } from '@/lib/live/frame';
import type { Analysis, RunCell } from '@/lib/upgrade/analysis';

/** A cell as the timeline draws it; `count` of them in one where they are too many. */
export type ViewCell = {
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  readonly index: number;
  readonly open: boolean;
  readonly count: number;
  readonly deliveries: number;
  readonly computrons: number;
};
export type ViewCells = ReadonlyMap<string, readonly ViewCell[]>;

function cellsOfSet({ vats, ends, cells }: CellSet): Map<string, ViewCell[]> {
  const byVat = new Map<string, ViewCell[]>();
  let i = 0;
  vats.forEach((vatID, vat) => {
    const list: ViewCell[] = [];
    for (; i < (ends[vat] ?? 0); i += 1)
      list.push({
        start: cells.start[i] ?? 0,
        end: cells.end[i] ?? 0,
        weight: cells.seconds[i] ?? 0,
        index: cells.run[i] ?? 0,
        open: false,
        count: cells.count[i] ?? 0,
        deliveries: cells.deliveries[i] ?? 0,
        computrons: cells.computrons[i] ?? 0,
      });
    if (list.length > 0) byVat.set(vatID, list);
  });
  return byVat;
}

const NUMBERS = 5;

const numberAt = ([, , numbers]: RunCells, vat: number, which: number): number =>
  numbers[vat * NUMBERS + which] ?? 0;

function addRun(byVat: Map<string, ViewCell[]>, run: RunCells, open: boolean): void {
  run[1].forEach((vatID, vat) => {
    const list = byVat.get(vatID) ?? [];
    byVat.set(vatID, list);
    const start = numberAt(run, vat, 3);
    list.push({
      start,
      end: Math.max(start, numberAt(run, vat, 4)),
      weight: numberAt(run, vat, 1),
      index: run[0],
      open,
      count: 1,
      deliveries: numberAt(run, vat, 0),
      computrons: numberAt(run, vat, 2),
    });
  });
}

/**
 * Joins what was asked for (runs before the tail) with what the stream brought (the tail). Remembers the asked part and every vat that
 * did nothing since the last call, so that a live run's frame costs what its newest runs cost.
 */
export function makeCellView(): (
  set: CellSet,
  tail: CellTail,
  isFinished: (run: number) => boolean,
) => ViewCells {
  let lastSet: CellSet | null = null;
  let lastTail: CellTail | null = null;
  let asked = new Map<string, ViewCell[]>();
  let answer: ViewCells = new Map();
  return (set, tail, isFinished) => {
    if (set === lastSet && tail === lastTail) return answer;
    if (set !== lastSet) asked = cellsOfSet(set);
    lastSet = set;
    lastTail = tail;
    const fresh = new Map<string, ViewCell[]>();
    const runs = [...tail.runs.values()].sort((a, b) => a[0] - b[0]);
    for (const run of runs) addRun(fresh, run, !isFinished(run[0]));
    const joined = new Map<string, readonly ViewCell[]>(asked);
    for (const [vatID, list] of fresh) joined.set(vatID, [...(asked.get(vatID) ?? []), ...list]);
    answer = joined;
    return answer;
  };
}

/** The document with these cells in their runs; runs that have none stay as they are. */
export function fillCells(analysis: Analysis, set: CellSet, tail: CellTail): Analysis {
  const byRun = new Map<number, RunCell[]>();
  for (const [vatID, list] of makeCellView()(set, tail, () => true))
    for (const { index, start, end, weight, deliveries, computrons } of list) {
      const cells = byRun.get(index) ?? [];
      byRun.set(index, cells);
      cells.push({ vatID, deliveries, seconds: weight, computrons, firstTime: start, lastTime: end });
    }
  const runs = analysis.runs.map((run) => {
    const cells = byRun.get(run.index);
    return cells ? { ...run, cells } : run;
  });
  return { ...analysis, runs };
}

/** A window of log seconds, drawn so many pixels wide. */
export type Window = { readonly from: number; readonly to: number; readonly px: number };

/**
 * A larger window with round edges, the same for all views near it: who pans or zooms a little asks for nothing. `extent` is the log's;
 * a view of (nearly) all of it has no edges at all, and so is the same while the log grows.
 */
export function windowToAsk(view: Window, extent: { readonly start: number; readonly end: number }): Window {
  const span = Math.max(view.to - view.from, 1e-3);
  if (span * 4 >= extent.end - extent.start) return { from: -1e300, to: 1e300, px: view.px };
  const grid = 2 ** Math.ceil(Math.log2(span));
  const from = (Math.floor(view.from / grid) - 1) * grid;
  const to = (Math.ceil(view.to / grid) + 1) * grid;
  return { from, to, px: Math.ceil(((to - from) / span) * view.px) };
}
