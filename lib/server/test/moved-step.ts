import { applyEdit } from '@/lib/plan/edit';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

/** What somebody who sees this plan sends to save it with one step at another place. */
export function movedStep(
  { plan, revisionNo }: PlanView,
  stepId: string,
  to: number,
): { readonly plan: Plan; readonly baseRevision: number } {
  const after = applyEdit(plan, { type: 'move-steps', stepIds: [stepId], to }, () => 'no new step');
  if (!after.ok) throw new Error(after.error);
  return { plan: after.value, baseRevision: revisionNo };
}
