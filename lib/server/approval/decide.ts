import { mayPlan } from '@/lib/approval/may';
import { standingDecision } from '@/lib/approval/policy';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchPlan, lockPlan } from '@/lib/server/plan/plan-rows';

export type NewDecision = {
  readonly digest: string;
  readonly decision: 'approve' | 'decline';
  readonly reason?: string | null | undefined;
};

function checkDecision(plan: PlanView, { digest, decision }: NewDecision): void {
  const may = mayPlan(decision, plan);
  if (!may.ok) throw new ServerError('conflict', may.reason, { current: plan });
  if (plan.digest !== digest)
    throw new ServerError(
      'conflict',
      `"${plan.title}" was changed since you looked (revision ${plan.revisionNo}).`,
      {
        hint: 'Nothing was recorded. Look at the plan as it is now and decide on that.',
        current: plan,
      },
    );
}

async function withdrawStanding(tx: Tx, plan: PlanView, actor: Actor): Promise<void> {
  await tx.approval.updateMany({
    where: { planId: plan.id, actor: actor.name, digest: plan.digest, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  });
}

async function writeDecision(tx: Tx, actor: Actor, plan: PlanView, wanted: NewDecision): Promise<void> {
  const { digest, decision } = wanted;
  const reason = wanted.reason ?? null;
  const standing = standingDecision(plan.approvals, digest, actor.name);
  await withdrawStanding(tx, plan, actor);
  const data = { planId: plan.id, digest, actor: actor.name, decision, reason };
  await tx.approval.create({ data });
  await recordAudit(tx, {
    actor: actor.name,
    verb: decision,
    subject: `plan:${plan.id}`,
    ...(standing ? { before: { decision: standing.decision, reason: standing.reason } } : {}),
    after: { decision, reason },
    why: reason,
    digest,
  });
}

/**
 * Records a decision on exactly the digest that the page showed; refuses when the plan is another by now. A new decision
 * of the same actor takes the old one's place; the same one again changes nothing.
 */
export async function decide(actor: Actor, planId: string, wanted: NewDecision): Promise<PlanView> {
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const plan = await lockPlan(tx, planId);
    checkDecision(plan, wanted);
    const standing = standingDecision(plan.approvals, wanted.digest, actor.name);
    if (standing?.decision === wanted.decision && standing.reason === (wanted.reason ?? null)) return plan;
    await writeDecision(tx, actor, plan, wanted);
    return fetchPlan(tx, planId);
  });
}
