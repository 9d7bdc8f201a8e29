import type { RunCell } from '@/lib/upgrade/analysis';

/** The numbers of cells, each in a column of its own; times in log seconds, `seconds` busy. */
export type CellColumns = {
  /** Index of the run; of merged cells the first. */
  readonly run: Uint32Array<ArrayBuffer>;
  /** How many cells it stands for. */
  readonly count: Uint32Array<ArrayBuffer>;
  readonly deliveries: Uint32Array<ArrayBuffer>;
  readonly start: Float64Array<ArrayBuffer>;
  readonly end: Float64Array<ArrayBuffer>;
  readonly seconds: Float64Array<ArrayBuffer>;
  readonly computrons: Float64Array<ArrayBuffer>;
};

/** Cells (vat × run) grouped by vat, each vat's in the order of the runs. `ends[i]` is where the cells of `vats[i]` end. */
export type CellSet = {
  /** Seconds: cells of a vat that begin in the same stretch of this length are one; 0: each cell is there. */
  readonly width: number;
  readonly vats: readonly string[];
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly cells: CellColumns;
};

/** What of a run's cells is wanted: `before`, only of runs before this index. */
export type CellQuery = {
  readonly from: number;
  readonly to: number;
  readonly px: number;
  readonly before: number;
};

/** So many cells are sent as they are, however small they are drawn. */
export const EXACT_UP_TO = 20_000;

export const emptyColumns = (length: number): CellColumns => ({
  run: new Uint32Array(length),
  count: new Uint32Array(length),
  deliveries: new Uint32Array(length),
  start: new Float64Array(length),
  end: new Float64Array(length),
  seconds: new Float64Array(length),
  computrons: new Float64Array(length),
});

export const NO_CELL_SET: CellSet = { width: 0, vats: [], ends: new Uint32Array(0), cells: emptyColumns(0) };

/** The cells of a document's runs, whichever way the document holds them. */
export function cellSetOf<Cells>(
  runs: readonly { readonly index: number; readonly cells: Cells }[],
  listOf: (cells: Cells) => readonly RunCell[],
): CellSet {
  const byVat = new Map<string, { run: number; cell: RunCell }[]>();
  let length = 0;
  for (const { index, cells } of runs)
    for (const cell of listOf(cells)) {
      const list = byVat.get(cell.vatID) ?? [];
      byVat.set(cell.vatID, list);
      list.push({ run: index, cell });
      length += 1;
    }
  const columns = emptyColumns(length);
  const ends: number[] = [];
  let at = 0;
  for (const list of byVat.values()) {
    for (const { run, cell } of list) {
      put(columns, at, run, cell);
      at += 1;
    }
    ends.push(at);
  }
  return { width: 0, vats: [...byVat.keys()], ends: Uint32Array.from(ends), cells: columns };
}

function put(to: CellColumns, at: number, run: number, cell: RunCell): void {
  to.run[at] = run;
  to.count[at] = 1;
  to.deliveries[at] = cell.deliveries;
  to.start[at] = cell.firstTime;
  to.end[at] = Math.max(cell.firstTime, cell.lastTime);
  to.seconds[at] = cell.seconds;
  to.computrons[at] = cell.computrons;
}

function copy(from: CellColumns, i: number, to: CellColumns, at: number): void {
  to.run[at] = from.run[i] ?? 0;
  to.count[at] = from.count[i] ?? 0;
  to.deliveries[at] = from.deliveries[i] ?? 0;
  to.start[at] = from.start[i] ?? 0;
  to.end[at] = from.end[i] ?? 0;
  to.seconds[at] = from.seconds[i] ?? 0;
  to.computrons[at] = from.computrons[i] ?? 0;
}

function add(from: CellColumns, i: number, to: CellColumns, at: number): void {
  to.count[at] = (to.count[at] ?? 0) + (from.count[i] ?? 0);
  to.deliveries[at] = (to.deliveries[at] ?? 0) + (from.deliveries[i] ?? 0);
  to.start[at] = Math.min(to.start[at] ?? 0, from.start[i] ?? 0);
  to.end[at] = Math.max(to.end[at] ?? 0, from.end[i] ?? 0);
  to.seconds[at] = (to.seconds[at] ?? 0) + (from.seconds[i] ?? 0);
  to.computrons[at] = (to.computrons[at] ?? 0) + (from.computrons[i] ?? 0);
}

const cut = (columns: CellColumns, length: number): CellColumns => ({
  run: columns.run.slice(0, length),
  count: columns.count.slice(0, length),
  deliveries: columns.deliveries.slice(0, length),
  start: columns.start.slice(0, length),
  end: columns.end.slice(0, length),
  seconds: columns.seconds.slice(0, length),
  computrons: columns.computrons.slice(0, length),
});

/** Walks the cells of each vat; `take` says whether one goes into the answer anew, into the last one, or not at all. */
function rebuild(
  set: CellSet,
  { width, room }: { readonly width: number; readonly room: number },
  take: (i: number, firstOfVat: boolean) => 'new' | 'join' | 'leave',
): CellSet {
  const out = emptyColumns(room);
  const ends = new Uint32Array(set.vats.length);
  let at = 0;
  let i = 0;
  set.vats.forEach((_, vat) => {
    const begin = i;
    for (; i < (set.ends[vat] ?? 0); i += 1) {
      const does = take(i, i === begin);
      if (does === 'join') add(set.cells, i, out, at - 1);
      else if (does === 'new') {
        copy(set.cells, i, out, at);
        at += 1;
      }
    }
    ends[vat] = at;
  });
  return { width, vats: set.vats, ends, cells: cut(out, at) };
}

/**
 * Neighbouring cells of a vat that begin in the same stretch of `width` seconds become one: sums of work, the first's run, from the
 * first beginning to the last end. Reducing what was reduced to a half, a quarter … of the width gives the same.
 */
export function reduceCellSet(set: CellSet, width: number): CellSet {
  if (width <= 0) return set;
  const { start } = set.cells;
  let last = Number.NaN;
  return rebuild(set, { width, room: start.length }, (i, isFirst) => {
    const stretch = Math.floor((start[i] ?? 0) / width);
    const joins = !isFirst && stretch === last;
    last = stretch;
    return joins ? 'join' : 'new';
  });
}

/** The largest power of two (seconds) that is no longer than a pixel of the window; 0 where there is none. */
export function stretchOf({ from, to, px }: Pick<CellQuery, 'from' | 'to' | 'px'>): number {
  const perPixel = (to - from) / Math.max(1, px);
  return perPixel > 0 && Number.isFinite(perPixel) ? 2 ** Math.floor(Math.log2(perPixel)) : 0;
}

/** Where a vat's first incarnation begins is seen from everywhere: its first cell is in every window. */
function within(set: CellSet, query: CellQuery): CellSet {
  const { start, end } = set.cells;
  const room = countWithin(set, query) + set.vats.length;
  return rebuild(set, { width: set.width, room }, (i, isFirst) =>
    isFirst || ((end[i] ?? 0) >= query.from && (start[i] ?? 0) <= query.to) ? 'new' : 'leave',
  );
}

function countWithin({ cells: { start, end } }: CellSet, { from, to }: CellQuery): number {
  let count = 0;
  for (let i = 0; i < start.length; i += 1) if ((end[i] ?? 0) >= from && (start[i] ?? 0) <= to) count += 1;
  return count;
}

/** The cells of runs before this index. */
export function cellsBefore(set: CellSet, before: number): CellSet {
  const { run } = set.cells;
  if (run.every((index) => index < before)) return set;
  return rebuild(set, { width: set.width, room: run.length }, (i) =>
    (run[i] ?? 0) < before ? 'new' : 'leave',
  );
}

/**
 * The cells of a window (those that touch it, and each vat's first), merged where there are more than can be drawn: always a part of
 * the whole run's reduction (`reduced`, which may remember), whatever the window.
 */
export function queryCells(set: CellSet, query: CellQuery, reduced = reduceCellSet): CellSet {
  const known = cellsBefore(set, query.before);
  if (countWithin(known, query) <= EXACT_UP_TO) return within(known, query);
  return within(reduced(known, stretchOf(query)), query);
}

/** What each vat did in one run, exactly; the busiest first. */
export function cellsOfRun(set: CellSet, run: number): RunCell[] {
  const { cells, vats, ends } = set;
  const found: RunCell[] = [];
  let vat = 0;
  for (let i = 0; i < cells.run.length; i += 1) {
    while (i >= (ends[vat] ?? Number.POSITIVE_INFINITY)) vat += 1;
    if (cells.run[i] === run) found.push(runCell(cells, i, vats[vat] ?? ''));
  }
  return found.sort((a, b) => b.seconds - a.seconds);
}

const runCell = (cells: CellColumns, i: number, vatID: string): RunCell => ({
  vatID,
  deliveries: cells.deliveries[i] ?? 0,
  seconds: cells.seconds[i] ?? 0,
  computrons: cells.computrons[i] ?? 0,
  firstTime: cells.start[i] ?? 0,
  lastTime: cells.end[i] ?? 0,
});
