import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { changePlan } from '@/lib/server/plan/change-plan';

export type Closing = { readonly state: 'withdrawn' | 'superseded'; readonly why: string };

/** Closes a plan, with the reason; `reopenPlan` makes it a draft again. */
export const closePlan = (actor: Actor, planId: string, { state, why }: Closing): Promise<PlanView> =>
  changePlan(actor, { verb: 'close', planId }, async (tx, plan) => {
    await tx.plan.update({ where: { id: planId }, data: { state } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'close-plan',
      subject: `plan:${planId}`,
      before: { state: plan.state, approved: plan.approved },
      after: { state },
      why,
      digest: plan.digest,
    });
    return true;
  });
