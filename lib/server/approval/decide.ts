import { standingDecision } from '@/lib/approval/policy';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { changePlan } from '@/lib/server/plan/change-plan';

export type NewDecision = {
  readonly digest: string;
  readonly decision: 'approve' | 'decline';
  readonly reason?: string | null | undefined;
};

async function withdrawStanding(tx: Tx, plan: PlanView, actor: Actor): Promise<void> {
  await tx.approval.updateMany({
    where: { planId: plan.id, actor: actor.name, digest: plan.digest, withdrawnAt: null },
    data: { withdrawnAt: new Date() },
  });
}

async function writeDecision(tx: Tx, actor: Actor, plan: PlanView, wanted: NewDecision): Promise<void> {
  const { digest, decision, reason = null } = wanted;
  const standing = standingDecision(plan.approvals, digest, actor.name);
  await withdrawStanding(tx, plan, actor);
  const { id: planId, revisionNo } = plan;
  const who = { actor: actor.name, roles: [...actor.roles] };
  await tx.approval.create({ data: { planId, revisionNo, digest, ...who, decision, reason } });
  await recordAudit(tx, {
    actor: actor.name,
    verb: decision,
    subject: `plan:${planId}`,
    ...(standing ? { before: { decision: standing.decision, reason: standing.reason } } : {}),
    after: { decision, reason, revisionNo, roles: who.roles },
    why: reason,
    digest,
  });
}

/**
 * Records a decision on exactly the digest that the page showed; refuses when the plan is another by now. A new decision
 * of the same actor takes the old one's place; the same one again changes nothing.
 */
export const decide = (actor: Actor, planId: string, wanted: NewDecision): Promise<PlanView> =>
  changePlan(actor, { verb: wanted.decision, planId, digest: wanted.digest }, async (tx, plan) => {
    const standing = standingDecision(plan.approvals, wanted.digest, actor.name);
    if (standing?.decision === wanted.decision && standing.reason === (wanted.reason ?? null)) return false;
    await writeDecision(tx, actor, plan, wanted);
    return true;
  });
