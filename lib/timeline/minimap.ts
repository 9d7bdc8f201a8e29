import { clamp } from '@/lib/base/interval';
import { finite, MIN_SPAN, type Plot, spanOf, toPx, toView, type View } from '@/lib/timeline/scale';
import { clampView } from '@/lib/timeline/viewport';

/** The window of a minimap: what the timeline shows of the whole, px of the minimap. */
export type MapWindow = { readonly x: number; readonly width: number };

/** What a press on the minimap takes hold of: an edge, the window, or the bare map beside it. */
export type MapGrip = 'start' | 'end' | 'window' | 'beside';

/** A window that shows a millionth of a run must still be seen and held. */
export const LEAST_WINDOW = 10;
const EDGE = 5;

/** The plot of a minimap: all of the content over its whole width. */
export const mapPlot = (content: View, width: number): Plot => ({
  view: { start: finite(content.start, 0), end: finite(content.start, 0) + spanOf(content) },
  width: Math.max(1, finite(width, 1)),
});

/** Where the view lies on the minimap: within it, and never thinner than can be held. */
export function mapWindow(map: Plot, view: View): MapWindow {
  const from = clamp(toPx(map, view.start), 0, map.width);
  const to = clamp(toPx(map, view.end), from, map.width);
  const width = Math.min(map.width, Math.max(LEAST_WINDOW, to - from));
  return { x: clamp((from + to - width) / 2, 0, map.width - width), width };
}

/** What lies under `px` of the minimap; the edges reach a little outwards, so that a thin window can be moved, too. */
export function gripAt({ x, width }: MapWindow, px: number): MapGrip {
  const inside = Math.min(EDGE, width / 4);
  if (px >= x - EDGE && px < x + inside) return 'start';
  if (px > x + width - inside && px <= x + width + EDGE) return 'end';
  return px >= x && px <= x + width ? 'window' : 'beside';
}

/** The view after the grip was dragged by `px`; an edge stops at the other edge, the window at the ends of the run. */
export function dragWindow(map: Plot, view: View, grip: MapGrip, px: number): View {
  const by = toView(map, finite(px, 0)) - toView(map, 0);
  const start = finite(view.start, 0);
  const end = start + spanOf(view);
  if (grip === 'start') return clampView({ start: Math.min(start + by, end - MIN_SPAN), end }, map.view);
  if (grip === 'end') return clampView({ start, end: Math.max(end + by, start + MIN_SPAN) }, map.view);
  return clampView({ start: start + by, end: end + by }, map.view);
}

/** The view with its middle at `px` of the minimap. */
export function centreWindow(map: Plot, view: View, px: number): View {
  const half = spanOf(view) / 2;
  const middle = toView(map, clamp(px, 0, map.width));
  return clampView({ start: middle - half, end: middle + half }, map.view);
}
