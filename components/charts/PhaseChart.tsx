'use client';

import { Bar, BarChart, CartesianGrid, ErrorBar, Tooltip, XAxis, YAxis } from 'recharts';
import { seconds, TICK, TIP } from '@/components/charts/chart-style';
import { useWidth } from '@/components/charts/use-width';

/** One phase: its usual seconds and how far the measurements reach below and above. */
export type PhaseBar = {
  readonly name: string;
  readonly median: number;
  readonly reach: readonly [below: number, above: number];
};

type Props = { readonly bars: readonly PhaseBar[]; readonly label: string };

const ROW = 26;
const AXIS = 28;
const NAME = 26;
const shortName = (name: unknown): string => {
  const text = String(name);
  return text.length > NAME ? `${text.slice(0, NAME - 1)}…` : text;
};

/** Medians as bars with the range as a whisker. The report's table says the same in numbers. */
export function PhaseChart({ bars, label }: Props) {
  const [ref, width] = useWidth();
  const height = bars.length * ROW + AXIS;
  return (
    <figure aria-label={label}>
      <div ref={ref} style={{ height }}>
        {width > 0 && (
          <BarChart
            layout="vertical"
            width={width}
            height={height}
            data={[...bars]}
            margin={{ top: 0, right: 24, bottom: 0, left: 0 }}
            barCategoryGap={8}
            accessibilityLayer={false}
          >
            <CartesianGrid horizontal={false} stroke="var(--color-line)" />
            <XAxis
              type="number"
              tick={TICK}
              tickFormatter={seconds}
              stroke="var(--color-line-strong)"
              height={AXIS}
            />
            <YAxis
              type="category"
              dataKey="name"
              tick={TICK}
              width={Math.min(180, Math.round(width * 0.4))}
              tickFormatter={shortName}
              stroke="var(--color-line-strong)"
              interval={0}
            />
            <Tooltip formatter={(value) => seconds(value)} contentStyle={TIP} isAnimationActive={false} />
            <Bar dataKey="median" name="median" fill="var(--color-running)" isAnimationActive={false}>
              <ErrorBar dataKey="reach" direction="x" width={6} stroke="var(--color-ink)" />
            </Bar>
          </BarChart>
        )}
      </div>
    </figure>
  );
}
