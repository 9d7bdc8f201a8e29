'use client';

import { useState } from 'react';
import { LineLink } from '@/components/run/LineLink';
import { SEVERITY_LOOK } from '@/components/run/severity';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { Segmented } from '@/components/ui/Segmented';
import { StateMark } from '@/components/ui/StateMark';
import type { Analysis, Finding, Severity } from '@/lib/upgrade/analysis';

type Props = {
  readonly analysis: Analysis;
  readonly selectedIndex: number | null;
  readonly onSelect: (index: number) => void;
  readonly onOpenLine: (line: number) => void;
};

type Filter = 'grave' | 'info' | 'all';
const PAGE = 100;
const WEIGHT: Record<Severity, number> = { blocker: 0, warning: 1, info: 2 };

/** What rules found in the log, the gravest first and then in log order; a press selects it. */
export function FindingsList({ analysis, selectedIndex, onSelect, onOpenLine }: Props) {
  const [filter, setFilter] = useState<Filter>('grave');
  const [shown, setShown] = useState(PAGE);
  const all = analysis.findings.map((finding, index) => ({ finding, index }));
  const info = all.filter(({ finding }) => finding.severity === 'info');
  const grave = all
    .filter(({ finding }) => finding.severity !== 'info')
    .sort((a, b) => WEIGHT[a.finding.severity] - WEIGHT[b.finding.severity] || a.index - b.index);
  const rows = { grave, info, all: [...grave, ...info] }[filter];
  return (
    <>
      <Segmented
        label="Severity"
        value={filter}
        onChange={setFilter}
        className="my-2"
        options={[
          { value: 'grave', label: `Blockers and warnings ${grave.length}` },
          { value: 'info', label: `Info ${info.length}` },
          { value: 'all', label: `All ${all.length}` },
        ]}
      />
      {rows.length === 0 && (
        <p className="py-2 text-13 text-ink-2">{filter === 'grave' ? 'No blocker, no warning.' : 'None.'}</p>
      )}
      <ul>
        {rows.slice(0, shown).map(({ finding, index }) => (
          <FindingRow
            key={index}
            finding={finding}
            vatName={analysis.vats.find(({ vatID }) => vatID === finding.vatID)?.name ?? null}
            selected={index === selectedIndex}
            onSelect={() => onSelect(index)}
            onOpenLine={onOpenLine}
          />
        ))}
      </ul>
      {rows.length > shown && (
        <Button className="mt-2" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, rows.length - shown)} of {rows.length - shown} more
        </Button>
      )}
    </>
  );
}

type RowProps = {
  readonly finding: Finding;
  readonly vatName: string | null;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onOpenLine: (line: number) => void;
};

function FindingRow({ finding, vatName, selected, onSelect, onOpenLine }: RowProps) {
  return (
    <li
      className={cn(
        'flex min-w-0 items-baseline gap-x-3 border-b border-line py-1.5 text-13',
        selected && 'bg-accent-soft',
      )}
    >
      <button
        type="button"
        aria-pressed={selected}
        onClick={onSelect}
        className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 gap-y-0.5 rounded-sm text-left"
      >
        <StateMark
          look={SEVERITY_LOOK[finding.severity]}
          word={finding.severity}
          className="w-22 shrink-0 self-center"
        />
        <span className="min-w-0 flex-[1_1_16rem] break-words" dir="auto">
          {finding.message}
        </span>
        <span className="font-mono text-12 text-ink-3">
          {[finding.rule, vatName ?? finding.vatID].filter(Boolean).join(' · ')}
        </span>
      </button>
      <span className="text-12 text-ink-3">
        line <LineLink line={finding.line} onOpen={onOpenLine} />
      </span>
    </li>
  );
}
