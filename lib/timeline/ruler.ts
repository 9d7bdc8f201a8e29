import { clamp } from '@/lib/base/interval';
import { type IdleFold, logToView, viewToLog } from '@/lib/timeline/compress-idle';
import type { Cell } from '@/lib/timeline/marks';
import { firstEndingAfter } from '@/lib/timeline/reduce-cells';
import { type Plot, pxPerSecond, toPx } from '@/lib/timeline/scale';

/** A tick of the ruler at `x` px of the plot. */
export type Tick = { readonly x: number; readonly label: string };

/** Seconds between wall-clock ticks: what people count in. */
const STEPS = [
  1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30,
  60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800,
];
const MOST_TICKS = 200;

/** The smallest step of people's clocks that keeps ticks at least `minPx` apart. */
export function clockStep(perSecond: number, minPx: number): number {
  const least = minPx / Math.max(perSecond, Number.MIN_VALUE);
  return STEPS.find((step) => step >= least) ?? 604_800;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** A moment of the log as a clock shows it; fractions only as fine as `step` needs. `utcOffset` in seconds. */
export function clockLabel(log: number, step: number, utcOffset: number): string {
  const digits = step >= 1 ? 0 : clamp(Math.ceil(-Math.log10(step) - 1e-9), 1, 6);
  const scaled = Math.round((log + utcOffset) * 10 ** digits);
  if (!Number.isSafeInteger(scaled)) return '–';
  const whole = Math.floor(scaled / 10 ** digits);
  const day = ((whole % 86_400) + 86_400) % 86_400;
  const clock = `${two(Math.floor(day / 3600))}:${two(Math.floor(day / 60) % 60)}`;
  if (step >= 60 && day % 60 === 0) return clock;
  const rest = digits > 0 ? `.${String(scaled - whole * 10 ** digits).padStart(digits, '0')}` : '';
  return `${clock}:${two(day % 60)}${rest}`;
}

/** Wall-clock ticks in view: multiples of a round step, none inside a folded gap. */
export function clockTicks(plot: Plot, fold: IdleFold, utcOffset: number, minPx = 96): Tick[] {
  const step = clockStep(pxPerSecond(plot), minPx);
  const end = viewToLog(fold, plot.view.end);
  const ticks: Tick[] = [];
  let n = Math.ceil((viewToLog(fold, plot.view.start) + utcOffset) / step);
  for (let guard = 0; guard < MOST_TICKS * 2 && ticks.length < MOST_TICKS; guard += 1) {
    const log = n * step - utcOffset;
    if (!(log <= end)) break;
    const gap = fold.gaps.find((g) => log > g.log.start && log < g.log.end);
    if (gap) {
      n = Math.ceil((gap.log.end + utcOffset) / step);
      continue;
    }
    ticks.push({ x: toPx(plot, logToView(fold, log)), label: clockLabel(log, step, utcOffset) });
    n += 1;
  }
  return ticks;
}

/** Block heights in view, each at its block's start, thinned so that labels stay `minPx` apart. */
export function blockTicks(
  plot: Plot,
  fold: IdleFold,
  blocks: readonly Cell[],
  heightOf: (index: number) => number | null,
  minPx = 56,
): Tick[] {
  const end = viewToLog(fold, plot.view.end);
  const ticks: Tick[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let i = firstEndingAfter(blocks, viewToLog(fold, plot.view.start)); i < blocks.length; i += 1) {
    const block = blocks[i];
    if (!block || block.start > end) break;
    const x = toPx(plot, logToView(fold, block.start));
    const height = heightOf(block.index);
    if (height === null || x < free) continue;
    ticks.push({ x, label: String(height) });
    free = x + minPx;
  }
  return ticks;
}
