import { assertNever } from '@/lib/base/assert';
import { type IdleFold, logToView, viewToLog } from '@/lib/timeline/compress-idle';
import type { Lane } from '@/lib/timeline/lanes';
import { type Row, rowAt } from '@/lib/timeline/layout';
import type { Bar, Cell, Point, Target } from '@/lib/timeline/marks';
import { firstEndingAfter } from '@/lib/timeline/reduce-cells';
import { type Plot, toPx } from '@/lib/timeline/scale';

/** What lies under a point of the plot: the mark with its words, or the bare lane, or a group's heading. */
export type Hit =
  | { readonly kind: 'point'; readonly lane: Lane; readonly point: Point }
  | { readonly kind: 'bar'; readonly lane: Lane; readonly bar: Bar }
  | { readonly kind: 'cell'; readonly lane: Lane; readonly cell: Cell }
  | { readonly kind: 'lane'; readonly lane: Lane }
  | { readonly kind: 'group'; readonly row: Row & { kind: 'group' } };

/** Marks are drawn at least this wide, and a little beside them still counts. */
export const LEAST_BAR = 6;
const REACH = 5;

/** Where log seconds lie on the plot; `now` is where open ends reach. */
export type Place = { readonly plot: Plot; readonly fold: IdleFold; readonly now: number };

/** Where a bar is drawn: px from the plot's left edge; an open end reaches the log's now. */
export function barPx(
  bar: Pick<Bar, 'start' | 'end'>,
  { plot, fold, now }: Place,
): { x: number; width: number } {
  const x = toPx(plot, logToView(fold, bar.start));
  const end = toPx(plot, logToView(fold, bar.end ?? now));
  return { x, width: Math.max(LEAST_BAR, end - x) };
}

const near = (x: number, width: number, px: number): number =>
  px < x ? x - px : px > x + width ? px - x - width : 0;

function nearest<T>(items: readonly T[], distance: (item: T) => number): T | undefined {
  let best: T | undefined;
  let least = REACH;
  for (const item of items) {
    const away = distance(item);
    if (away <= least && (away < least || best === undefined)) {
      best = item;
      least = away;
    }
  }
  return best;
}

function cellUnder(lane: Lane, px: number, place: Place): Cell | undefined {
  const from = viewToLog(place.fold, place.plot.view.start);
  const candidates: Cell[] = [];
  for (let i = firstEndingAfter(lane.cells, from); i < lane.cells.length; i += 1) {
    const cell = lane.cells[i];
    if (!cell || toPx(place.plot, logToView(place.fold, cell.start)) > px + REACH) break;
    candidates.push(cell);
  }
  return nearest(candidates.slice(-64), (cell) => {
    const x = toPx(place.plot, logToView(place.fold, cell.start));
    return near(x, toPx(place.plot, logToView(place.fold, cell.end)) - x, px);
  });
}

/** The topmost thing at `px` of the plot and `y` of the content: signs above bars above cells above the lane. */
export function hitTest(rows: readonly Row[], px: number, y: number, place: Place): Hit | null {
  const row = rowAt(rows, y);
  if (!row) return null;
  if (row.kind === 'group') return { kind: 'group', row };
  const { lane } = row;
  const point = nearest(lane.points, ({ at }) => Math.abs(toPx(place.plot, logToView(place.fold, at)) - px));
  if (point) return { kind: 'point', lane, point };
  const bar = nearest(lane.bars, (candidate) => {
    const { x, width } = barPx(candidate, place);
    return near(x, width, px);
  });
  if (bar) return { kind: 'bar', lane, bar };
  const cell = cellUnder(lane, px, place);
  return cell ? { kind: 'cell', lane, cell } : { kind: 'lane', lane };
}

/** What a click on a hit selects; null for a heading, which folds its group instead. */
export function targetOf(hit: Hit): Target | null {
  switch (hit.kind) {
    case 'point':
      return hit.point.target;
    case 'bar':
      return hit.bar.target;
    case 'cell':
      return hit.lane.kind === 'blocks'
        ? { kind: 'block', id: String(hit.cell.index) }
        : { kind: 'run', id: String(hit.cell.index) };
    case 'lane':
      return laneTarget(hit.lane);
    case 'group':
      return null;
    default:
      return assertNever(hit);
  }
}

/** What a lane as a whole stands for. */
export function laneTarget(lane: Lane): Target | null {
  if (lane.kind === 'vat') return { kind: 'vat', id: lane.id.slice('vat:'.length) };
  if (lane.kind === 'step')
    return lane.bars.at(-1)?.target ?? { kind: 'step', id: lane.id.slice('step:'.length) };
  return null;
}
