'use client';

import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { seconds, TICK, TIP } from '@/components/charts/chart-style';
import { Legend } from '@/components/charts/Legend';
import { useWidth } from '@/components/charts/use-width';

/** One bar: its name and its parts in seconds; null is a gap. */
export type SecondsBar = { readonly name: string } & { readonly [part: string]: number | string | null };
export type SecondsPart = { readonly key: string; readonly word: string; readonly colour: string };

type Props = {
  readonly bars: readonly SecondsBar[];
  readonly parts: readonly SecondsPart[];
  readonly label: string;
  readonly onChoose: (index: number) => void;
};

const ROW = 28;
const AXIS = 28;
/** Letters of a name that fit beside the bars; the tooltip has all of it. */
const NAME = 22;

const shortName = (name: unknown): string => {
  const text = String(name);
  return text.length > NAME ? `${text.slice(0, 9)}…${text.slice(-12)}` : text;
};

/** Seconds as stacked bars, one row each. The table beside it says the same in numbers. */
export function UpgradeSecondsChart({ bars, parts, label, onChoose }: Props) {
  const [ref, width] = useWidth();
  const longest = Math.max(4, ...bars.map(({ name }) => name.length));
  return (
    <figure aria-label={label}>
      <div ref={ref} style={{ height: bars.length * ROW + AXIS }}>
        {width > 0 && (
          <BarChart
            layout="vertical"
            width={width}
            height={bars.length * ROW + AXIS}
            data={[...bars]}
            margin={{ top: 0, right: 16, bottom: 0, left: 0 }}
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
              width={Math.min(NAME, longest) * 7 + 12}
              tickFormatter={shortName}
              stroke="var(--color-line-strong)"
              interval={0}
            />
            <Tooltip
              formatter={(value) => seconds(value)}
              cursor={{ fill: 'var(--color-ink)', fillOpacity: 0.05 }}
              contentStyle={TIP}
              isAnimationActive={false}
            />
            {parts.map(({ key, word, colour }) => (
              <Bar
                key={key}
                dataKey={key}
                name={word}
                stackId="seconds"
                fill={colour}
                isAnimationActive={false}
                onClick={(_bar, index) => onChoose(index)}
              />
            ))}
          </BarChart>
        )}
      </div>
      <Legend parts={parts} />
    </figure>
  );
}
