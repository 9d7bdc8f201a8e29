import type { Reconciliation } from '@/lib/reconcile/reconcile';
import type { Analysis } from '@/lib/upgrade/analysis';

/** The codes of the contract: 3 before 4 before 2 before 0. `damaged` is an input that could not be read to its end. */
export function exitCode(
  analysis: Analysis<unknown>,
  reconciliation: Reconciliation | null,
  damaged: boolean,
): number {
  const { summary, upgrades, terminations } = analysis;
  const rolledBack = upgrades.some(({ outcome, lost }) => outcome === 'rolled-back' && !lost);
  if (rolledBack || terminations.length > 0) return 3;
  if (summary.open || damaged) return 4;
  const planned = reconciliation?.findings.some(({ severity }) => severity === 'blocker') ?? false;
  return summary.blockers > 0 || planned ? 2 : 0;
}
