import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';

export type PlanLook = { look: 'waiting' | 'done' | 'failed'; word: string };

/** The decisions that count for the plan as it is now: on its digest and not taken back. */
const currentDecisions = ({ approvals }: Pick<PlanView, 'approvals'>): ApprovalView[] =>
  approvals.filter(({ stale, withdrawnAt }) => !stale && withdrawnAt === null);

/** How a plan's state is shown. "Approved" is said of the current digest only. */
export function planLook(view: Pick<PlanView, 'state' | 'approved' | 'approvals'>): PlanLook {
  if (view.state === 'withdrawn' || view.state === 'superseded') return { look: 'waiting', word: view.state };
  if (currentDecisions(view).some(({ decision }) => decision === 'decline'))
    return { look: 'failed', word: 'declined' };
  return view.approved ? { look: 'done', word: 'approved' } : { look: 'waiting', word: 'not approved' };
}

/** The vats a plan means to upgrade, in order, each named once. */
export const plannedVats = ({ plan }: Pick<PlanView, 'plan'>): string[] => [
  ...new Set(
    plan.steps.flatMap(({ proposals }) =>
      proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat)),
    ),
  ),
];
