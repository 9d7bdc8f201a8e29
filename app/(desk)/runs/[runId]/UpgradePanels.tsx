'use client';

import { UpgradeSecondsChart } from '@/components/charts/UpgradeSecondsChart';
import { FindingsList } from '@/components/run/FindingsList';
import { UpgradesTable } from '@/components/run/UpgradesTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import type { Target } from '@/lib/timeline/marks';
import { upgradeSeconds } from '@/lib/timeline/upgrade-seconds';
import type { Analysis } from '@/lib/upgrade/analysis';

type Props = {
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

const indexOf = (selected: Target | null, kind: Target['kind']): number | null =>
  selected?.kind === kind ? Number(selected.id) : null;

/** Under the timeline: what was found, and the upgrades as rows and as seconds. */
export function UpgradePanels({ analysis, live, selected, onSelect, onOpenLine }: Props) {
  const seconds = upgradeSeconds(analysis);
  const selectUpgrade = (index: number): void => onSelect({ kind: 'upgrade', id: String(index) });
  const { blockers, warnings } = analysis.summary;
  return (
    <>
      <Panel title="Findings" note={`${blockers} blockers, ${warnings} warnings`}>
        <FindingsList
          analysis={analysis}
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
        <Panel title="Seconds per upgrade" note="Durations are of the log's monotonic clock">
          <UpgradeSecondsChart
            bars={seconds.map(({ name, bringOutYourDead, startVat, other }) => ({
              name,
              bringOutYourDead,
              startVat,
              other,
            }))}
            parts={PARTS}
            label="Seconds per upgrade by delivery; the table of upgrades has the numbers"
            onChoose={selectUpgrade}
          />
        </Panel>
      )}
    </>
  );
}
