import { clamp } from '@/lib/base/interval';
import { finite, MIN_SPAN, type Plot, spanOf, toView, type View } from '@/lib/timeline/scale';

/** Air left and right of the content, as a part of what is shown. */
const PAD = 0.04;

const around = (start: number, span: number): View => ({ start, end: start + span });

/** The view that shows all of `content` with a little air at both ends. */
export function fitView(content: View): View {
  const span = spanOf(content) * (1 + 2 * PAD);
  return around(finite(content.start, 0) - PAD * spanOf(content), span);
}

/** Keeps a view within sight of `content`: not wider than all of it, not beside it. */
export function clampView(view: View, content: View): View {
  const whole = fitView(content);
  const span = clamp(spanOf(view), MIN_SPAN, spanOf(whole));
  const pad = PAD * span;
  const low = finite(content.start, 0) - pad;
  const high = low + spanOf(content) + 2 * pad - span;
  return around(clamp(finite(view.start, low), low, Math.max(low, high)), span);
}

/** Zooms by `factor` (above 1 shows more detail) so that what lies under `px` stays under it. */
export function zoomAt(plot: Plot, px: number, factor: number): View {
  const anchor = toView(plot, px);
  const span = clamp(spanOf(plot.view) / clamp(finite(factor, 1), 1e-3, 1e3), MIN_SPAN, 1e12);
  const part = (anchor - finite(plot.view.start, 0)) / spanOf(plot.view);
  return around(anchor - part * span, span);
}

/** Moves the view by `px` of the plot; positive looks later. */
export function panBy(plot: Plot, px: number): View {
  const by = toView(plot, px) - toView(plot, 0);
  return around(finite(plot.view.start, 0) + by, spanOf(plot.view));
}

/** What is followed: `whole` keeps all of the run in sight, `edge` keeps the span and the newest end. */
export type Follow = 'whole' | 'edge' | 'off';

/** The view while following: the log's now stays a little left of the right edge. */
export function followView(follow: Follow, view: View, content: View): View {
  if (follow === 'off') return view;
  const whole = fitView(content);
  const span = spanOf(view);
  if (follow === 'whole' || span >= spanOf(whole)) return whole;
  return around(content.end + PAD * span - span, span);
}

/** Does the view show (almost) everything? Then following means to keep it so. */
export const showsWhole = (view: View, content: View): boolean =>
  spanOf(view) >= spanOf(fitView(content)) * 0.98;

/** The least move that brings `part` into sight; the same view when it is in sight already. */
export function revealView(view: View, part: View, content: View): View {
  if (part.start >= view.start && part.end <= view.end) return view;
  const span = Math.max(spanOf(view), spanOf(part) * (1 + 2 * PAD));
  return clampView(around((part.start + part.end) / 2 - span / 2, span), content);
}
