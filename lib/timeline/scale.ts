import { clamp } from '@/lib/base/interval';

/**
 * Three coordinate spaces, named in every argument:
 *   log    seconds since 1970 as the slog writes them
 *   view   seconds from the start of the run with idle gaps folded (compress-idle.ts)
 *   px     CSS pixels of the plot, 0 at its left edge
 */
export type View = { readonly start: number; readonly end: number };

/** A view laid on a plot of `width` px. */
export type Plot = { readonly view: View; readonly width: number };

/** Ten µs: below this a view shows nothing that the log can tell apart. */
export const MIN_SPAN = 1e-5;
const FAR = 1e6;

/** `value` if it is a number one can draw with, else `fallback`. */
export const finite = (value: number, fallback: number): number =>
  Number.isFinite(value) ? value : fallback;

/** Seconds that the view shows: never less than MIN_SPAN, always finite. */
export const spanOf = (view: View): number =>
  clamp(finite(view.end, 0) - finite(view.start, 0), MIN_SPAN, Number.MAX_SAFE_INTEGER);

/** How many px one view second takes. */
export const pxPerSecond = ({ view, width }: Plot): number => Math.max(1, finite(width, 1)) / spanOf(view);

/** Far outside the plot is cut at ±1e6 px, so that a canvas can take it. */
export const cutPx = (px: number): number => clamp(px, -FAR, FAR);

/** Where a view second lies on the plot; far outside is cut. */
export const toPx = (plot: Plot, viewSeconds: number): number =>
  cutPx((finite(viewSeconds, plot.view.start) - finite(plot.view.start, 0)) * pxPerSecond(plot));

/** The view second under a pixel of the plot. */
export const toView = (plot: Plot, px: number): number =>
  finite(plot.view.start, 0) + finite(px, 0) / pxPerSecond(plot);
