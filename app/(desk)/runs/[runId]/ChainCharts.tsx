'use client';

import { useMemo } from 'react';
import { SeriesChart } from '@/components/charts/SeriesChart';
import { Panel } from '@/components/ui/Panel';
import type { Interval } from '@/lib/base/interval';
import { formatBytes, formatDuration } from '@/lib/base/time';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import { clockLabel } from '@/lib/timeline/ruler';
import { type ChainPoint, chainSeries, seriesIn } from '@/lib/timeline/series';
import type { Analysis } from '@/lib/upgrade/analysis';

type Props = {
  readonly analysis: Analysis;
  readonly work: CellsByVat;
  /** What the timeline shows; the charts show the same. */
  readonly range: Interval;
  readonly utcOffset: number;
};

const MOST_POINTS = 600;

const FIGURES = [
  {
    key: 'blockSeconds',
    title: 'Kernel time per block',
    colour: 'var(--color-vat-6)',
    say: (value: number) => (value === 0 ? '0' : formatDuration(value)),
  },
  {
    key: 'computrons',
    title: 'Computrons per block',
    colour: 'var(--color-vat-4)',
    say: (value: number) => COMPACT.format(value),
  },
  {
    key: 'memory',
    title: 'Memory of the node',
    colour: 'var(--color-vat-3)',
    say: (value: number) => (value === 0 ? '0' : formatBytes(value)),
  },
] as const satisfies readonly { key: keyof ChainPoint; [more: string]: unknown }[];

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Block time, computrons and memory under the timeline, over the same stretch of log time. */
export function ChainCharts({ analysis, work, range, utcOffset }: Props) {
  const series = useMemo(() => chainSeries(analysis, work), [analysis, work]);
  const points = useMemo(() => seriesIn(series, range, MOST_POINTS), [series, range]);
  if (series.length === 0) return null;
  const step = (range.end - range.start) / 10;
  return (
    <Panel title="Blocks" note="The same stretch of time as the timeline">
      <div className="grid gap-x-6 lg:grid-cols-3">
        {FIGURES.map(({ key, title, colour, say }) => (
          <SeriesChart
            key={key}
            title={title}
            points={points.map((point) => ({ time: point.time, value: point[key] }))}
            range={range}
            colour={colour}
            say={say}
            sayTime={(time) => clockLabel(time, step < 1 ? step : Math.min(1, step), utcOffset)}
          />
        ))}
      </div>
    </Panel>
  );
}
