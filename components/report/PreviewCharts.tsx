'use client';

import { MemoryChart, type MemoryPoint } from '@/components/charts/MemoryChart';
import { type PhaseBar, PhaseChart } from '@/components/charts/PhaseChart';
import { Panel } from '@/components/ui/Panel';
import type { Report } from '@/lib/report/report';

const colour = (i: number): string => `var(--color-vat-${(i % 12) + 1})`;

const phaseBars = ({ halt }: Report): PhaseBar[] =>
  halt.phases.flatMap(({ title, seconds }) =>
    seconds === null
      ? []
      : [
          {
            name: title,
            median: seconds.median,
            reach: [seconds.median - seconds.least, seconds.most - seconds.median] as const,
          },
        ],
  );

function memoryPoints({ rehearsals }: Report): MemoryPoint[] {
  const heights = [
    ...new Set(rehearsals.flatMap(({ memory }) => memory.map(({ blockHeight }) => blockHeight))),
  ];
  heights.sort((a, b) => a - b);
  return heights.map((block) => ({
    block,
    ...Object.fromEntries(
      rehearsals.map(({ memory }, i) => [
        `run${i}`,
        memory.find(({ blockHeight }) => blockHeight === block)?.rss ?? null,
      ]),
    ),
  }));
}

/** What the report says of time and memory, to look at while it is written. */
export function PreviewCharts({ report }: { report: Report }) {
  const bars = phaseBars(report);
  const points = memoryPoints(report);
  if (bars.length === 0) return null;
  return (
    <div className="grid gap-5 xl:grid-cols-2">
      <Panel title="Halt by phase" note="median, and the range of the rehearsals">
        <PhaseChart bars={bars} label="Halt by phase: median and range" />
      </Panel>
      {points.length > 1 && (
        <Panel title="Memory of the node" note="after its commits, without its workers">
          <MemoryChart
            points={points}
            runs={report.rehearsals.map(({ title }, i) => ({
              key: `run${i}`,
              word: title,
              colour: colour(i),
            }))}
            label="Memory of the node by block"
          />
        </Panel>
      )}
    </div>
  );
}
