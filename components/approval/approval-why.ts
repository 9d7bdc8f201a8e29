import { mayPlan } from '@/lib/approval/may';
import { standingDecision } from '@/lib/approval/policy';
import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';

export type ApprovalAct = 'approve' | 'decline' | 'withdraw';

/** The reader's own decision on the plan as it is now. */
export const ownDecision = (view: PlanView, actor: string): ApprovalView | undefined =>
  standingDecision(view.approvals, view.digest, actor);

/** Why `actor` may not do this to the plan as shown; null when they may. The door reads the same table and checks again. */
export function approvalWhy(
  act: ApprovalAct,
  view: PlanView,
  { actor, unsaved }: { actor: string; unsaved: boolean },
): string | null {
  const may = mayPlan(act, view);
  if (!may.ok) return may.reason;
  if (unsaved) return 'The order shown is not saved yet.';
  const own = ownDecision(view, actor);
  if (act === 'withdraw') return own ? null : 'You have decided nothing on this digest.';
  if (own?.decision === act) return `You ${act === 'approve' ? 'approved' : 'declined'} this digest already.`;
  return null;
}
