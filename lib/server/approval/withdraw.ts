import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

/** Takes back the actor's own standing decisions on the plan, also stale ones; with none there is nothing to record. */
export const withdrawDecision = (actor: Actor, planId: string): Promise<PlanView> =>
  changePlan(actor, { verb: 'withdraw', planId }, async (tx, plan) => {
    const standing = plan.approvals.filter((a) => a.actor === actor.name && a.withdrawnAt === null);
    if (standing.length === 0) return false;
    const where = { id: { in: standing.map(({ id }) => id) } };
    await tx.approval.updateMany({ where, data: { withdrawnAt: new Date() } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'withdraw',
      subject: `plan:${planId}`,
      before: standing.map(({ decision, digest, reason }) => ({ decision, digest, reason })),
      digest: plan.digest,
    });
    return true;
  });
