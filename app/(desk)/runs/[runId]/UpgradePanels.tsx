'use client';

import { useMemo } from 'react';
import { UpgradeSecondsChart } from '@/components/charts/UpgradeSecondsChart';
import { ReconciliationPanel } from '@/components/reconcile/ReconciliationPanel';
import { FindingsList } from '@/components/run/FindingsList';
import { UpgradesTable } from '@/components/run/UpgradesTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { counted } from '@/lib/base/words';
import type { Plan } from '@/lib/plan/plan';
import { coverage } from '@/lib/reconcile/coverage';
import type { Foresight } from '@/lib/reconcile/foresight';
import { reconcile } from '@/lib/reconcile/reconcile';
import type { Target } from '@/lib/timeline/marks';
import { type UpgradeSeconds, upgradeSeconds } from '@/lib/timeline/upgrade-seconds';
import type { Analysis, Finding } from '@/lib/upgrade/analysis';

type Props = {
  readonly runId: string;
  /** As the run executed it; null for a run without one. */
  readonly plan: Plan | null;
  /** Of the plan's inventory; null where it names none. */
  readonly foresight: Foresight | null;
  readonly analysis: Analysis;
  readonly live: boolean;
  readonly selected: Target | null;
  readonly onSelect: (target: Target) => void;
  readonly onOpenLine: (line: number) => void;
};

/** Parts of an upgrade's seconds are not vats and not states: tints of one ink tell them apart. */
const PARTS = [
  { key: 'bringOutYourDead', word: 'bringOutYourDead, the old code', colour: 'var(--color-ink-3)' },
  {
    key: 'startVat',
    word: 'startVat, the new code',
    colour: 'color-mix(in srgb, var(--color-ink) 80%, var(--color-bg))',
  },
  { key: 'other', word: 'other: new worker, page-in', colour: 'var(--color-line-strong)' },
] as const;

const NOTHING: readonly Finding[] = [];

const indexOf = (selected: Target | null, kind: Target['kind']): number | null =>
  selected?.kind === kind ? Number(selected.id) : null;

/** More bars than this are no picture any more. */
const MOST_BARS = 40;

/** The slowest upgrades, in log order. */
const slowestInOrder = (seconds: readonly UpgradeSeconds[]): UpgradeSeconds[] =>
  seconds
    .toSorted((a, b) => (b.total ?? 0) - (a.total ?? 0))
    .slice(0, MOST_BARS)
    .sort((a, b) => a.index - b.index);

const chartNote = (upgrades: number): string =>
  upgrades > MOST_BARS
    ? `The ${MOST_BARS} slowest of ${upgrades.toLocaleString('en')}; durations are of the log's monotonic clock`
    : "Durations are of the log's monotonic clock";

/** Under the timeline: what was found, and the upgrades as rows and as seconds. */
export function UpgradePanels(props: Props) {
  const { runId, plan, foresight, analysis, live, selected, onSelect, onOpenLine } = props;
  const seconds = upgradeSeconds(analysis);
  const charted = slowestInOrder(seconds);
  const selectUpgrade = (index: number): void => onSelect({ kind: 'upgrade', id: String(index) });
  const reconciliation = useMemo(
    () => (plan ? reconcile(plan, analysis, foresight ?? undefined) : null),
    [plan, analysis, foresight],
  );
  const tried = useMemo(
    () => (plan ? coverage(plan, analysis, { inventory: foresight }) : null),
    [plan, analysis, foresight],
  );
  const ofPlan = reconciliation?.findings ?? NOTHING;
  const count = (severity: 'blocker' | 'warning'): number =>
    analysis.summary[`${severity}s`] + ofPlan.filter((finding) => finding.severity === severity).length;
  return (
    <>
      {reconciliation && tried && (
        <ReconciliationPanel
          {...{ reconciliation, live, onOpenLine }}
          coverage={tried}
          upgrades={analysis.upgrades}
          onSelectUpgrade={selectUpgrade}
        />
      )}
      <Panel
        title="Findings"
        note={`${counted(count('blocker'), 'blocker')}, ${counted(count('warning'), 'warning')}`}
      >
        <FindingsList
          runId={runId}
          analysis={analysis}
          ofPlan={ofPlan}
          selectedIndex={indexOf(selected, 'finding')}
          onSelect={(index) => onSelect({ kind: 'finding', id: String(index) })}
          onOpenLine={onOpenLine}
        />
      </Panel>
      <Panel title="Upgrades" note="The timeline as a table">
        {seconds.length === 0 ? (
          <EmptyState title={live ? 'No upgrade yet' : 'No upgrade in this log'}>
            {live
              ? 'Every upgrade that the log shows becomes a row here.'
              : 'No upgrade-vat crank was logged.'}
          </EmptyState>
        ) : (
          <UpgradesTable
            {...{ analysis, seconds, live, onOpenLine }}
            selectedIndex={indexOf(selected, 'upgrade')}
            onSelect={selectUpgrade}
          />
        )}
      </Panel>
      {seconds.length > 0 && (
        <Panel title="Seconds per upgrade" note={chartNote(seconds.length)}>
          <UpgradeSecondsChart
            bars={charted.map(({ name, bringOutYourDead, startVat, other }) => ({
              name,
              bringOutYourDead,
              startVat,
              other,
            }))}
            parts={PARTS}
            label="Seconds per upgrade by delivery; the table of upgrades has the numbers"
            onChoose={(at) => selectUpgrade(charted[at]?.index ?? 0)}
          />
        </Panel>
      )}
    </>
  );
}
