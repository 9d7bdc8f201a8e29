import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

/** Opens a draft for decisions, by somebody who saw it as it is. */
export const requestReview = (
  actor: Actor,
  planId: string,
  { digest }: { digest: string },
): Promise<PlanView> =>
  changePlan(actor, { verb: 'request-review', planId, digest }, async (tx, plan) => {
    const data = { state: 'in-review', reviewRequestedAt: new Date(), reviewRequestedBy: actor.name };
    await tx.plan.update({ where: { id: planId }, data });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'request-review',
      subject: `plan:${planId}`,
      before: { state: plan.state },
      after: { state: 'in-review' },
      digest,
    });
    return true;
  });
