import { mayPlan, type PlanVerb } from '@/lib/approval/may';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchPlan, lockPlan } from '@/lib/server/plan/plan-rows';

/** What is done to a plan; where it was decided on, the digest that the page showed. */
export type PlanAct = { readonly verb: PlanVerb; readonly planId: string; readonly digest?: string };

const changed = (plan: PlanView): ServerError =>
  new ServerError('conflict', `"${plan.title}" was changed since you looked (revision ${plan.revisionNo}).`, {
    hint: 'Nothing was recorded. Look at the plan as it is now and decide on that.',
    current: plan,
  });

function checkMay(actor: Actor, plan: PlanView, { verb, digest }: PlanAct): void {
  const may = mayPlan(verb, { ...plan, name: actor.name, roles: actor.roles });
  if (!may.ok && may.kind === 'role') throw new ServerError('forbidden', may.reason);
  if (digest !== undefined && digest !== plan.digest) throw changed(plan);
  if (may.ok) return;
  const code = may.kind === 'editor' ? 'forbidden' : 'conflict';
  throw new ServerError(code, may.reason, { current: plan });
}

/**
 * Does something to a plan in one transaction: nobody else touches it meanwhile, the actor may do it, and the plan is the one that
 * was shown. `act` writes with its audit row, or answers false where there is nothing to change. Returns the plan as it is then.
 */
export async function changePlan(
  actor: Actor,
  what: PlanAct,
  act: (tx: Tx, plan: PlanView) => Promise<boolean>,
): Promise<PlanView> {
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const plan = await lockPlan(tx, what.planId);
    checkMay(actor, plan, what);
    return (await act(tx, plan)) ? fetchPlan(tx, what.planId) : plan;
  });
}

/** Reads at one moment: what is read does not change between two questions. */
export async function atOneMoment<T>(read: (tx: Tx) => Promise<T>): Promise<T> {
  const { prisma } = (await instance()).database;
  return prisma.$transaction(read, { isolationLevel: 'RepeatableRead' });
}
