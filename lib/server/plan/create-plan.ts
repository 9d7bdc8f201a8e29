import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { planDigest } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';
import { asJson, fetchPlan } from '@/lib/server/plan/plan-rows';

/** Writes a plan, its first revision and the audit row. */
export async function insertPlan(
  tx: Tx,
  plan: Plan,
  { title, author }: { title: string; author: string },
): Promise<PlanView> {
  const digest = planDigest(plan);
  const first = { no: 1, digest, title, content: asJson(plan), author };
  const { id } = await tx.plan.create({ data: { title, revisions: { create: first } } });
  await recordAudit(tx, {
    actor: author,
    verb: 'create-plan',
    subject: `plan:${id}`,
    after: {
      revisionNo: 1,
      title,
      chain: plan.chain,
      upgradeName: plan.upgradeName,
      steps: plan.steps.length,
    },
    digest,
  });
  return fetchPlan(tx, id);
}

/** Makes a plan; it starts as a draft. */
export async function createPlan(
  actor: Actor,
  { title, plan }: { title: string; plan: Plan },
): Promise<PlanView> {
  checkRole(actor, 'make-plan');
  const { prisma } = (await instance()).database;
  return prisma.$transaction((tx) => insertPlan(tx, plan, { title, author: actor.name }));
}
