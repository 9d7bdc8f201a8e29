'use client';

import { X } from 'lucide-react';
import { useMemo } from 'react';
import { Fact, Facts } from '@/components/run/Facts';
import { SEVERITY_LOOK } from '@/components/run/severity';
import { Button } from '@/components/ui/Button';
import { Kbd } from '@/components/ui/Kbd';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import type { Interval } from '@/lib/base/interval';
import { formatDuration } from '@/lib/base/time';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import type { Target } from '@/lib/timeline/marks';
import { type RangeSummary, type Slow, summariseRange } from '@/lib/timeline/range-summary';
import type { Analysis } from '@/lib/upgrade/analysis';

type Props = {
  readonly range: Interval;
  readonly analysis: Analysis;
  /** What the vats did, as the timeline draws it. */
  readonly work: CellsByVat;
  readonly onSelect: (target: Target) => void;
  readonly onZoom: () => void;
  readonly onClear: () => void;
};

const HEAD = 'pt-3 text-12 font-medium text-ink-2';
const ROW = 'flex w-full items-baseline gap-3 rounded-sm text-left hover:underline';
const MOST_FINDINGS = 50;

const number = (value: number): string => value.toLocaleString('en');

/** What happened in the stretch of the log that was chosen on the timeline. */
export function RangePanel({ range, analysis, work, onSelect, onZoom, onClear }: Props) {
  const summary = useMemo(() => summariseRange(analysis, work, range), [analysis, work, range]);
  const actions = (
    <>
      <Button size="small" onClick={onZoom}>
        Zoom to it <Kbd keys="Enter" />
      </Button>
      <Button look="quiet" size="small" onClick={onClear} aria-label="Clear the range">
        <Kbd keys="Esc" />
        <X size={14} aria-hidden />
      </Button>
    </>
  );
  return (
    <Panel title="Range" note={formatDuration(summary.seconds)} actions={actions}>
      <Counts summary={summary} />
      <h3 className={HEAD}>Slowest deliveries</h3>
      {summary.slowest.length === 0 && <p className="py-1 text-13 text-ink-3">None in this range.</p>}
      <ul>
        {summary.slowest.map((slow) => (
          <li
            key={`${slow.target.kind}${slow.target.id}${slow.vatID}${slow.dispatch}`}
            className="border-b border-line py-1 text-13"
          >
            <button type="button" className={ROW} onClick={() => onSelect(slow.target)}>
              <span className="min-w-0 flex-1 truncate">
                {slow.name ?? slow.vatID}
                <span className="pl-2 text-12 text-ink-3">{sayDeliveries(slow)}</span>
              </span>
              <span className="font-mono text-12 text-ink-3 tnum">
                {slow.computrons === null ? '' : number(slow.computrons)}
              </span>
              <span className="w-16 text-right font-mono tnum">{formatDuration(slow.seconds)}</span>
            </button>
          </li>
        ))}
      </ul>
      <FindingsIn summary={summary} analysis={analysis} onSelect={onSelect} />
    </Panel>
  );
}

const sayDeliveries = ({ dispatch, deliveries, runs }: Slow): string => {
  const many = deliveries === 1 ? '1 delivery' : `${number(deliveries)} deliveries`;
  return dispatch ?? (runs === 1 ? many : `${many} of ${number(runs)} runs`);
};

function Counts({ summary }: { summary: RangeSummary }) {
  const { firstHeight, lastHeight } = summary;
  const heights = firstHeight === lastHeight ? `${firstHeight}` : `${firstHeight} to ${lastHeight}`;
  return (
    <Facts>
      <Fact name="Blocks">
        {number(summary.blocks)}
        {firstHeight !== null && <span className="pl-2 text-ink-3">{heights}</span>}
      </Fact>
      <Fact name="Runs">{number(summary.runs)}</Fact>
      <Fact name="Deliveries">{number(summary.deliveries)}</Fact>
      <Fact name="Vats at work">{number(summary.vats)}</Fact>
      <Fact name="Busy">{formatDuration(summary.busySeconds)}</Fact>
      <Fact name="Computrons">{number(summary.computrons)}</Fact>
      <Fact name="Upgrades">{number(summary.upgrades)}</Fact>
      <Fact name="Terminations">{number(summary.terminations)}</Fact>
    </Facts>
  );
}

type FindingsProps = Pick<Props, 'analysis' | 'onSelect'> & { readonly summary: RangeSummary };

function FindingsIn({ summary, analysis, onSelect }: FindingsProps) {
  const shown = summary.findings.slice(0, MOST_FINDINGS);
  const left = summary.findings.length - shown.length;
  return (
    <>
      <h3 className={HEAD}>Findings</h3>
      {shown.length === 0 && <p className="py-1 text-13 text-ink-3">None in this range.</p>}
      <ul>
        {shown.map((index) => {
          const finding = analysis.findings[index];
          if (!finding) return null;
          return (
            <li key={index} className="border-b border-line py-1 text-13">
              <button
                type="button"
                className={ROW}
                onClick={() => onSelect({ kind: 'finding', id: String(index) })}
              >
                <StateMark
                  look={SEVERITY_LOOK[finding.severity]}
                  word={finding.severity}
                  className="w-22 shrink-0"
                />
                <span className="min-w-0 flex-1 break-words" dir="auto">
                  {finding.message}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {left > 0 && (
        <p className="py-1 text-12 text-ink-3">And {number(left)} more: choose a shorter range.</p>
      )}
    </>
  );
}
