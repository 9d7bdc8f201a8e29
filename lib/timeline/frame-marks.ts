import { logToView, projector } from '@/lib/timeline/compress-idle';
import { barPx, type Place } from '@/lib/timeline/hit-test';
import type { Lane } from '@/lib/timeline/lanes';
import type { Bar, Point, Span } from '@/lib/timeline/marks';
import { type Bin, mergeBins, reduceCells } from '@/lib/timeline/reduce-cells';
import { toPx } from '@/lib/timeline/scale';

/** One frame draws at most about this many marks, whatever the model holds. */
export const MOST_DRAWN = 2_000;

/** What is drawn once for `count` marks of one kind that lie in the same place; px of the plot. */
export type Drawn<T> = {
  readonly item: T;
  readonly x: number;
  readonly width: number;
  readonly count: number;
};

/** Everything that one frame draws of one lane. */
export type LaneMarks = {
  readonly spans: readonly Drawn<Span>[];
  readonly bins: readonly Bin[];
  readonly bars: readonly Drawn<Bar>[];
  readonly points: readonly Drawn<Point>[];
};

export type FramePlace = Place & { readonly logRange: { readonly start: number; readonly end: number } };

/** Signs and bars reach beyond their own place; what lies further out is not drawn. */
const BESIDE = 20;

/** Marks of one kind that begin within `least` px of the last one drawn are drawn with it. */
function gather<T>(marks: Iterable<Drawn<T>>, kindOf: (item: T) => string, least: number): Drawn<T>[] {
  const drawn: Drawn<T>[] = [];
  const last = new Map<string, number>();
  for (const mark of marks) {
    const kind = kindOf(mark.item);
    const at = last.get(kind);
    const before = at === undefined ? undefined : drawn[at];
    if (at === undefined || !before || Math.abs(mark.x - before.x) >= least) {
      last.set(kind, drawn.length);
      drawn.push(mark);
      continue;
    }
    const width = Math.max(before.width, mark.x + mark.width - before.x);
    drawn[at] = { item: mark.item, x: before.x, width, count: before.count + mark.count };
  }
  return drawn;
}

const inSight = <T>(mark: Drawn<T>, width: number): boolean =>
  mark.x <= width + BESIDE && mark.x + mark.width >= -BESIDE;

/** Every mark of a lane that the plot shows, each about a pixel from the next of its kind. */
function laneMarks(lane: Lane, place: FramePlace): LaneMarks {
  const { plot, fold, now, logRange } = place;
  const px = projector(plot, fold);
  const shown = <T>(item: T, x: number, end: number): Drawn<T>[] => {
    const mark = { item, x, width: Math.max(0, end - x), count: 1 };
    return inSight(mark, plot.width) ? [mark] : [];
  };
  const bars = lane.bars.flatMap((bar) => {
    const { x, width } = barPx(bar, place);
    return shown(bar, x, x + width);
  });
  const points = lane.points.flatMap((point) => shown(point, px(point.at), px(point.at)));
  const spans = lane.spans.flatMap((span) =>
    shown(span, px(span.start), toPx(plot, logToView(fold, span.end ?? now))),
  );
  return coarser({ spans, bars, points, bins: reduceCells(lane.cells, plot, fold, logRange) }, 1);
}

const barKind = ({ look, part }: Bar): string => `${look} ${part}`;
const spanKind = (): string => 'span';

const coarser = ({ spans, bins, bars, points }: LaneMarks, least: number): LaneMarks => ({
  spans: gather(spans, spanKind, least),
  bins: least <= 1 ? bins : mergeBins(bins, least),
  bars: gather(bars, barKind, least),
  points: gather(points, ({ sign }) => sign, least),
});

/** How many marks a frame draws. */
export const countDrawn = (lanes: readonly LaneMarks[]): number =>
  lanes.reduce(
    (sum, { spans, bins, bars, points }) => sum + spans.length + bins.length + bars.length + points.length,
    0,
  );

/**
 * What one frame draws of the lanes in sight: at most about one mark of a kind per pixel, and all together at most `most`.
 * Where that is too many, neighbours are drawn as one over more pixels, in every lane alike; `count` says for how many a
 * mark stands, so nothing in sight is dropped.
 */
export function frameMarks(lanes: readonly Lane[], place: FramePlace, most = MOST_DRAWN): LaneMarks[] {
  let marks = lanes.map((lane) => laneMarks(lane, place));
  const widest = place.plot.width + 2 * BESIDE;
  for (let least = 1; countDrawn(marks) > most && least < widest; ) {
    least = Math.min(widest, Math.max(least + 1, Math.ceil((least * countDrawn(marks)) / most)));
    marks = marks.map((lane) => coarser(lane, least));
  }
  return marks;
}
