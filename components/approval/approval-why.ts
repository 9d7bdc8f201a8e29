import { mayPlan } from '@/lib/approval/may';
import { standingDecision } from '@/lib/approval/policy';
import type { Role } from '@/lib/people/role';
import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';

export type ApprovalAct = 'request-review' | 'back-to-draft' | 'approve' | 'decline' | 'withdraw';

/** Who is reading, and what of the page stands in the way of deciding. */
export type Reader = {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The plan on the page differs from the saved one. */
  readonly unsaved: boolean;
  /** The plan changed while it was read, and the reader has not looked at what changed. */
  readonly unseen: boolean;
};

/** The reader's own decision on the plan as it is now. */
export const ownDecision = (view: PlanView, name: string): ApprovalView | undefined =>
  standingDecision(view.approvals, view.digest, name);

/** Why the reader may not do this to the plan as shown; null when they may. The door reads the same table and checks again. */
export function approvalWhy(act: ApprovalAct, view: PlanView, reader: Reader): string | null {
  const may = mayPlan(act, { ...view, ...reader });
  if (!may.ok) return may.reason;
  if (reader.unsaved) return 'What is shown is not saved yet.';
  if (reader.unseen && act !== 'back-to-draft')
    return 'The plan changed while you read it. Look at what changed first.';
  const own = ownDecision(view, reader.name);
  if (act === 'withdraw') return own ? null : 'You have decided nothing on this digest.';
  if (own?.decision === act) return `You ${act === 'approve' ? 'approved' : 'declined'} this digest already.`;
  return null;
}
