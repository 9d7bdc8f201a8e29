import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

/** Makes a closed plan a draft again, with the reason; decisions stay with their digest, stale ones stay stale. */
export const reopenPlan = (actor: Actor, planId: string, { why }: { why: string }): Promise<PlanView> =>
  changePlan(actor, { verb: 'reopen', planId }, async (tx, plan) => {
    const data = { state: 'draft', reviewRequestedAt: null, reviewRequestedBy: null };
    await tx.plan.update({ where: { id: planId }, data });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'reopen-plan',
      subject: `plan:${planId}`,
      before: { state: plan.state, reviewRequestedBy: plan.reviewRequestedBy },
      after: { state: 'draft' },
      why,
      digest: plan.digest,
    });
    return true;
  });
