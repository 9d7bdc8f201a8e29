import { type IdleFold, projector } from '@/lib/timeline/compress-idle';
import type { Cell } from '@/lib/timeline/marks';
import { type Plot, pxPerSecond } from '@/lib/timeline/scale';

/** What is drawn for one or many cells: px of the plot, how busy (0 to 1), and the cells it stands for. */
export type Bin = {
  readonly x: number;
  readonly width: number;
  readonly busy: number;
  readonly first: number;
  readonly count: number;
};

/** Position of the first cell that ends at or after `log`; cells are in time order. */
export function firstEndingAfter(cells: readonly Cell[], log: number): number {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle]?.end ?? 0) < log) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Open = { x: number; end: number; weight: number; first: number; count: number };

const close = (bin: Open, perSecond: number): Bin => {
  const width = Math.max(1, bin.end - bin.x);
  const busy = bin.weight / Math.max(width / perSecond, Number.MIN_VALUE);
  return {
    x: bin.x,
    width,
    busy: Math.min(1, Number.isFinite(busy) ? busy : 1),
    first: bin.first,
    count: bin.count,
  };
};

/**
 * At most about one bin per pixel: cells that begin in a pixel which a bin already covers are merged into it, and
 * `count` says how many. Nothing visible is dropped: the counts add up to the cells in view.
 */
export function reduceCells(
  cells: readonly Cell[],
  plot: Plot,
  fold: IdleFold,
  logRange: { start: number; end: number },
): Bin[] {
  const bins: Bin[] = [];
  const perSecond = pxPerSecond(plot);
  const toPixel = projector(plot, fold);
  let bin: Open | null = null;
  for (let i = firstEndingAfter(cells, logRange.start); i < cells.length; i += 1) {
    const cell = cells[i];
    if (!cell || cell.start > logRange.end) break;
    const x = toPixel(cell.start);
    const end = toPixel(cell.end);
    if (bin && (Math.floor(x) <= Math.floor(bin.x) || x < bin.end)) {
      bin.end = Math.max(bin.end, end);
      bin.weight += cell.weight;
      bin.count += cell.count ?? 1;
      continue;
    }
    if (bin) bins.push(close(bin, perSecond));
    bin = { x, end, weight: cell.weight, first: i, count: cell.count ?? 1 };
  }
  if (bin) bins.push(close(bin, perSecond));
  return bins;
}

/** Fewer bins: those that begin in the same `leastPx` become one. Counts add up; busy is what it was over the wider bin. */
export function mergeBins(bins: readonly Bin[], leastPx: number): Bin[] {
  const least = Math.max(1, leastPx);
  const merged: Bin[] = [];
  for (const bin of bins) {
    const last = merged.at(-1);
    if (!last || Math.floor(bin.x / least) > Math.floor(last.x / least)) {
      merged.push(bin);
      continue;
    }
    const width = Math.max(last.width, bin.x + bin.width - last.x);
    const busy = Math.min(1, (last.busy * last.width + bin.busy * bin.width) / width);
    merged[merged.length - 1] = { x: last.x, width, busy, first: last.first, count: last.count + bin.count };
  }
  return merged;
}
