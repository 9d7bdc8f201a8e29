import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

/** Takes back every waiver of a violation, also stale ones and those of others: it only makes the gate narrower. With none there is nothing to record. */
export const withdrawWaiver = (actor: Actor, planId: string, { key }: { key: string }): Promise<PlanView> =>
  changePlan(actor, { verb: 'withdraw-waiver', planId }, async (tx, plan) => {
    const standing = plan.waivers.filter((waiver) => waiver.key === key && waiver.withdrawnAt === null);
    if (standing.length === 0) return false;
    await tx.waiver.updateMany({
      where: { id: { in: standing.map(({ id }) => id) } },
      data: { withdrawnAt: new Date(), withdrawnBy: actor.name },
    });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'withdraw-waiver',
      subject: `plan:${planId}`,
      before: standing.map((waiver) => ({
        key,
        actor: waiver.actor,
        reason: waiver.reason,
        revisionNo: waiver.revisionNo,
      })),
      digest: plan.digest,
    });
    return true;
  });
