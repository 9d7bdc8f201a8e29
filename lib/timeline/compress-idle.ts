import { clamp, type Interval, union } from '@/lib/base/interval';
import { finite, MIN_SPAN, type View } from '@/lib/timeline/scale';

/** A stretch in which nothing was logged, drawn as a zigzag of `FOLDED_TO` view seconds. */
export type Gap = { readonly log: Interval; readonly view: View };

/** How log seconds become view seconds. Monotone: later never lies left of earlier. */
export type IdleFold = { readonly log: Interval; readonly view: View; readonly gaps: readonly Gap[] };

/** Constants, not shares of the whole: a gap that is folded stays folded while the run grows. */
export const FOLD_AFTER = 10;
export const FOLDED_TO = 2;

/** Overlapping and touching stretches become one; sorted by start; those without numbers are left out. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals
    .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end))
    .map(({ start, end }) => ({ start, end: Math.max(start, end) }))
    .sort((a, b) => a.start - b.start);
  const merged: Interval[] = [];
  for (const next of sorted) {
    const last = merged.at(-1);
    if (last && next.start <= last.end) merged[merged.length - 1] = union(last, next);
    else merged.push(next);
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
