import type { PlanView } from '@/lib/plan/plan-view';
import type { Violation } from '@/lib/plan/violation';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { changePlan } from '@/lib/server/plan/change-plan';
import { stepsMark } from '@/lib/server/plan/revision-sums';

export type NewWaiver = { readonly digest: string; readonly key: string; readonly reason: string };

function hardViolation(plan: PlanView, key: string): Violation {
  const violation = plan.violations.find((candidate) => candidate.key === key);
  if (!violation)
    throw new ServerError('conflict', `"${plan.title}" does not violate ${key}.`, { current: plan });
  if (violation.strength === 'advisory')
    throw new ServerError('bad-input', 'This rule is advisory; it blocks nothing and needs no waiver.');
  return violation;
}

async function writeWaiver(
  tx: Tx,
  actor: Actor,
  { plan, violation, reason }: { plan: PlanView; violation: Violation; reason: string },
): Promise<void> {
  const { id: planId, digest, revisionNo } = plan;
  const { key, message } = violation;
  const steps = stepsMark(plan.plan, violation);
  const about = { key, message, steps, digest, revisionNo };
  await tx.waiver.create({ data: { planId, ...about, actor: actor.name, reason } });
  await recordAudit(tx, {
    actor: actor.name,
    verb: 'waive',
    subject: `plan:${planId}`,
    after: { key, message, revisionNo },
    why: reason,
    digest,
  });
}

/** A second person takes responsibility for a violated hard rule, on exactly the digest that the page showed. */
export const waive = (actor: Actor, planId: string, wanted: NewWaiver): Promise<PlanView> =>
  changePlan(actor, { verb: 'waive', planId, digest: wanted.digest }, async (tx, plan) => {
    const violation = hardViolation(plan, wanted.key);
    const held = plan.waivers.find(({ key, holds }) => holds && key === wanted.key);
    if (held?.actor === actor.name && held.reason === wanted.reason) return false;
    if (held)
      throw new ServerError('conflict', `${held.actor} has waived this already.`, {
        hint: 'Withdraw that waiver first if its reason is wrong.',
        current: plan,
      });
    await writeWaiver(tx, actor, { plan, violation, reason: wanted.reason });
    return true;
  });
