import { mayPlan } from '@/lib/approval/may';
import { afterChange } from '@/lib/approval/staleness';
import { canonicalJson } from '@/lib/plan/digest';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { planDigest } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { asJson, fetchPlan, lockPlan } from '@/lib/server/plan/plan-rows';

export type PlanEdit = {
  readonly plan: Plan;
  readonly baseRevision: number;
  readonly title?: string | undefined;
  readonly why?: string | null | undefined;
};

function checkEdit(before: PlanView, { baseRevision }: PlanEdit): void {
  const may = mayPlan('edit', before);
  if (!may.ok) throw new ServerError('conflict', may.reason, { current: before });
  if (before.revisionNo !== baseRevision)
    throw new ServerError(
      'conflict',
      `"${before.title}" is at revision ${before.revisionNo} by ${before.author}; this change was made to revision ${baseRevision}.`,
      { hint: 'Look at the current plan and make the change again there.', current: before },
    );
}

async function writeRevision(tx: Tx, actor: Actor, before: PlanView, edit: PlanEdit): Promise<void> {
  const no = before.revisionNo + 1;
  const title = edit.title ?? before.title;
  const digest = planDigest(edit.plan);
  const content = asJson(edit.plan);
  const why = edit.why ?? null;
  await tx.planRevision.create({ data: { planId: before.id, no, digest, content, author: actor.name, why } });
  await tx.plan.update({ where: { id: before.id }, data: { revisionNo: no, title } });
  await recordAudit(tx, {
    actor: actor.name,
    verb: 'save-plan',
    subject: `plan:${before.id}`,
    before: { revisionNo: before.revisionNo, title: before.title, plan: asJson(before.plan) },
    after: {
      revisionNo: no,
      title,
      plan: content,
      approvals: afterChange(before.approvals, before.digest, digest),
    },
    why,
    digest,
  });
}

const changesNothing = (before: PlanView, { plan, title }: PlanEdit): boolean =>
  canonicalJson(before.plan) === canonicalJson(plan) && (title ?? before.title) === before.title;

/** Saves a new revision if the plan is still at the one the change was made to; a change of nothing leaves no trace. */
export async function savePlan(actor: Actor, planId: string, edit: PlanEdit): Promise<PlanView> {
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const before = await lockPlan(tx, planId);
    checkEdit(before, edit);
    if (changesNothing(before, edit)) return before;
    await writeRevision(tx, actor, before, edit);
    return fetchPlan(tx, planId);
  });
}
