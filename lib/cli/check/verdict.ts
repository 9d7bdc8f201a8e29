import { type Coverage, closableGaps } from '@/lib/reconcile/coverage';
import type { Reconciliation } from '@/lib/reconcile/reconcile';
import type { TriageRow } from '@/lib/triage/triage';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What `check` has found out; every format says the same of it. */
export type Checked = {
  readonly file: string;
  readonly analysis: Analysis<unknown>;
  readonly reconciliation: Reconciliation;
  readonly coverage: Coverage;
  readonly rows: readonly TriageRow[];
  readonly newOnly: boolean;
  readonly needsCoverage: boolean;
  /** The input could not be read to its end. */
  readonly damaged: boolean;
};

/** Whether a finding counts for the gate: nobody accepted it or called it noise, and it is new where only new ones count. */
export const counts = ({ state, news }: TriageRow, { newOnly }: Pick<Checked, 'newOnly'>): boolean =>
  state === 'open' && !(newOnly && news === 'known');

const LOST = new Set(['vat-terminated', 'critical-vat-ended']);

/** A rolled-back upgrade or a lost vat whose finding counts; without a finding (they are bounded) it counts. */
function isLoss({ analysis, rows, newOnly }: Checked): boolean {
  const open = rows.filter((row) => counts(row, { newOnly }));
  const said = (want: (row: TriageRow) => boolean): boolean => rows.some(want);
  const rolledBack = analysis.upgrades.some((upgrade, index) => {
    if (upgrade.outcome !== 'rolled-back' || upgrade.lost) return false;
    const own = ({ finding }: TriageRow) =>
      finding.rule === 'upgrade-rolled-back' && finding.upgradeIndex === index;
    return open.some(own) || !said(own);
  });
  const lost = analysis.terminations.some(({ vatID }) => {
    const own = ({ finding }: TriageRow) => LOST.has(finding.rule) && finding.vatID === vatID;
    return open.some(own) || !said(own);
  });
  return rolledBack || lost;
}

/** The codes of the contract: 3 before 4 before 2 before 0. */
export function checkCode(checked: Checked): 0 | 2 | 3 | 4 {
  if (isLoss(checked)) return 3;
  if (checked.analysis.summary.open || checked.damaged) return 4;
  const blocked = checked.rows.some((row) => row.finding.severity === 'blocker' && counts(row, checked));
  const uncovered = checked.needsCoverage && closableGaps(checked.coverage).length > 0;
  return blocked || uncovered ? 2 : 0;
}

const SAID: Readonly<Record<0 | 2 | 3 | 4, string>> = {
  0: 'It is what the plan asked for.',
  2: 'Blockers were found.',
  3: 'An upgrade was rolled back or a vat was lost.',
  4: 'The log ends before what it started.',
};
export const sayCode = (code: 0 | 2 | 3 | 4): string => SAID[code];
