import { clamp, type Interval } from '@/lib/base/interval';
import { cutPx, finite, MIN_SPAN, type Plot, pxPerSecond, toPx, type View } from '@/lib/timeline/scale';

/** A stretch in which nothing was logged, drawn as a zigzag of `FOLDED_TO` view seconds. */
export type Gap = { readonly log: Interval; readonly view: View };

/** How log seconds become view seconds. Monotone: later never lies left of earlier. */
export type IdleFold = { readonly log: Interval; readonly view: View; readonly gaps: readonly Gap[] };

/** Constants, not shares of the whole: a gap that is folded stays folded while the run grows. */
export const FOLD_AFTER = 10;
export const FOLDED_TO = 2;

/** Stretches that overlap, or lie at most `apart` seconds from each other, become one; sorted; those without numbers are left out. */
export function mergeIntervals(intervals: readonly Interval[], apart = 0): Interval[] {
  const sorted = intervals
    .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
    .sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    const end = Math.max(next.start, next.end);
    if (!last || next.start > last.end + apart) merged.push({ start: next.start, end });
    else if (end > last.end) merged[merged.length - 1] = { start: last.start, end };
  }
  return merged;
}

/** Folds what is idle between the `busy` stretches of `log`; with `enabled` false nothing is folded. */
export function foldIdle(log: Interval, busy: readonly Interval[], enabled: boolean): IdleFold {
  const start = finite(log.start, 0);
  const end = Math.max(finite(log.end, start), start + MIN_SPAN);
  const gaps: Gap[] = [];
  let saved = 0;
  let idleFrom = Number.NaN;
  for (const stretch of enabled ? mergeIntervals(busy) : []) {
    const from = clamp(idleFrom, start, end);
    const to = clamp(stretch.start, start, end);
    if (idleFrom === idleFrom && to - from > FOLD_AFTER) {
      const viewStart = from - start - saved;
      gaps.push({ log: { start: from, end: to }, view: { start: viewStart, end: viewStart + FOLDED_TO } });
      saved += to - from - FOLDED_TO;
    }
    idleFrom = stretch.end;
  }
  return { log: { start, end }, view: { start: 0, end: end - start - saved }, gaps };
}

/** The last gap that begins at or before `value` in the space that `edge` reads. */
function lastGap(gaps: readonly Gap[], value: number, edge: (gap: Gap) => number): Gap | undefined {
  let low = 0;
  let high = gaps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const gap = gaps[middle];
    if (gap && edge(gap) <= value) low = middle + 1;
    else high = middle;
  }
  return gaps[low - 1];
}

/** Log seconds → view seconds. */
export function logToView(fold: IdleFold, log: number): number {
  const at = finite(log, fold.log.start);
  const gap = lastGap(fold.gaps, at, (g) => g.log.start);
  if (!gap) return at - fold.log.start;
  if (at >= gap.log.end) return gap.view.end + (at - gap.log.end);
  return gap.view.start + ((at - gap.log.start) / (gap.log.end - gap.log.start)) * FOLDED_TO;
}

/** View seconds → log seconds; the inverse of `logToView`. */
export function viewToLog(fold: IdleFold, view: number): number {
  const at = finite(view, 0);
  const gap = lastGap(fold.gaps, at, (g) => g.view.start);
  if (!gap) return at + fold.log.start;
  if (at >= gap.view.end) return gap.log.end + (at - gap.view.end);
  return gap.log.start + ((at - gap.view.start) / FOLDED_TO) * (gap.log.end - gap.log.start);
}

/**
 * Log seconds → px, for many neighbouring instants: the straight piece of the fold that the last one lay on is kept, so
 * that a hundred thousand cells cost a multiplication each.
 */
export function projector(plot: Plot, fold: IdleFold): (log: number) => number {
  const scale = pxPerSecond(plot);
  let from = Number.NaN;
  let until = Number.NaN;
  let anchor = 0;
  let anchorPx = 0;
  return (log) => {
    if (!(log >= from && log < until)) {
      const gap = lastGap(fold.gaps, log, (g) => g.log.start);
      if ((gap && log < gap.log.end) || !Number.isFinite(log)) return toPx(plot, logToView(fold, log));
      from = gap ? gap.log.end : Number.NEGATIVE_INFINITY;
      until = fold.gaps[gap ? fold.gaps.indexOf(gap) + 1 : 0]?.log.start ?? Number.POSITIVE_INFINITY;
      anchor = gap ? gap.log.end : fold.log.start;
      anchorPx = (logToView(fold, anchor) - plot.view.start) * scale;
    }
    return cutPx(anchorPx + (log - anchor) * scale);
  };
}
