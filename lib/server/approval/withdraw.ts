import { mayPlan } from '@/lib/approval/may';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchPlan, lockPlan } from '@/lib/server/plan/plan-rows';

/** Takes back the actor's own standing decisions on the plan, also stale ones; with none there is nothing to record. */
export async function withdrawDecision(actor: Actor, planId: string): Promise<PlanView> {
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const plan = await lockPlan(tx, planId);
    const may = mayPlan('withdraw', plan);
    if (!may.ok) throw new ServerError('conflict', may.reason, { current: plan });
    const standing = plan.approvals.filter((a) => a.actor === actor.name && a.withdrawnAt === null);
    if (standing.length === 0) return plan;
    const where = { id: { in: standing.map(({ id }) => id) } };
    await tx.approval.updateMany({ where, data: { withdrawnAt: new Date() } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'withdraw',
      subject: `plan:${planId}`,
      before: standing.map(({ decision, digest, reason }) => ({ decision, digest, reason })),
      digest: plan.digest,
    });
    return fetchPlan(tx, planId);
  });
}
