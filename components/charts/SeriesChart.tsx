'use client';

import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { TIP } from '@/components/charts/chart-style';
import { useWidth } from '@/components/charts/use-width';

export type SeriesPoint = { readonly time: number; readonly value: number | null };

type Props = {
  readonly title: string;
  readonly points: readonly SeriesPoint[];
  /** The stretch of time that is shown: the same for every chart of a page. */
  readonly range: { readonly start: number; readonly end: number };
  readonly colour: string;
  readonly say: (value: number) => string;
  readonly sayTime: (time: number) => string;
};

const HEIGHT = 96;
const AXIS = 72;
const TICK = { fill: 'var(--color-ink-3)', fontSize: 11 };
/** One figure over log time, in steps: a gap where the log says nothing. Drawn without animation, for it is fed live. */
export function SeriesChart({ title, points, range, colour, say, sayTime }: Props) {
  const [ref, width] = useWidth();
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  const most = known.reduce((a, b) => Math.max(a, b), 0);
  return (
    <figure aria-label={`${title}: at most ${say(most)} in view`} className="min-w-0 pt-2">
      <figcaption className="flex justify-between text-12 text-ink-2">
        {title}
        <span className="text-ink-3 tnum">
          {known.length === 0 ? 'not in this log' : `at most ${say(most)}`}
        </span>
      </figcaption>
      <div ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && (
          <AreaChart
            width={width}
            height={HEIGHT}
            data={[...points]}
            margin={{ top: 6, right: 8, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            syncId="run-range"
            syncMethod="value"
          >
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              dataKey="time"
              type="number"
              scale="linear"
              domain={[range.start, range.end]}
              allowDataOverflow
              tick={TICK}
              tickFormatter={sayTime}
              stroke="var(--color-line-strong)"
              height={20}
              tickCount={5}
              minTickGap={40}
            />
            <YAxis
              tick={TICK}
              tickFormatter={say}
              width={AXIS}
              stroke="var(--color-line-strong)"
              tickCount={3}
              domain={[0, 'auto']}
            />
            <Tooltip
              formatter={(value) => [typeof value === 'number' ? say(value) : '–', title]}
              labelFormatter={(time) => (typeof time === 'number' ? sayTime(time) : '')}
              contentStyle={TIP}
              isAnimationActive={false}
            />
            <Area
              dataKey="value"
              type="stepAfter"
              stroke={colour}
              fill={colour}
              fillOpacity={0.15}
              isAnimationActive={false}
              connectNulls={false}
              dot={points.length < 3}
            />
          </AreaChart>
        )}
      </div>
    </figure>
  );
}
