import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

/** Takes a plan out of review; decisions stay with their digest and count again when it is back. */
export const backToDraft = (actor: Actor, planId: string): Promise<PlanView> =>
  changePlan(actor, { verb: 'back-to-draft', planId }, async (tx, plan) => {
    const data = { state: 'draft', reviewRequestedAt: null, reviewRequestedBy: null };
    await tx.plan.update({ where: { id: planId }, data });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'back-to-draft',
      subject: `plan:${planId}`,
      before: { state: plan.state, reviewRequestedBy: plan.reviewRequestedBy },
      after: { state: 'draft' },
      digest: plan.digest,
    });
    return true;
  });
