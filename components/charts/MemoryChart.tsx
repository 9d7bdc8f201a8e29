'use client';

import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import { TICK, TIP } from '@/components/charts/chart-style';
import { Legend } from '@/components/charts/Legend';
import { useWidth } from '@/components/charts/use-width';
import { formatBytes } from '@/lib/base/time';

/** Bytes by block, for one or several runs; null is a gap. */
export type MemoryPoint = { readonly block: number } & { readonly [run: string]: number | null };

type Props = {
  readonly points: readonly MemoryPoint[];
  readonly runs: readonly { readonly key: string; readonly word: string; readonly colour: string }[];
  readonly label: string;
};

const HEIGHT = 180;
const bytes = (value: unknown): string => (typeof value === 'number' ? formatBytes(value) : '–');
/** The node's memory after each block that was measured, one line per run. */
export function MemoryChart({ points, runs, label }: Props) {
  const [ref, width] = useWidth();
  return (
    <figure aria-label={label}>
      <div ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && (
          <LineChart
            width={width}
            height={HEIGHT}
            data={[...points]}
            margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis dataKey="block" tick={TICK} stroke="var(--color-line-strong)" />
            <YAxis tick={TICK} tickFormatter={bytes} stroke="var(--color-line-strong)" width={72} />
            <Tooltip formatter={(value) => bytes(value)} contentStyle={TIP} isAnimationActive={false} />
            {runs.map(({ key, word, colour }) => (
              <Line
                key={key}
                dataKey={key}
                name={word}
                stroke={colour}
                dot={false}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        )}
      </div>
      <Legend parts={runs} />
    </figure>
  );
}
