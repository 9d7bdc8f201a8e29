import type { CommentView, PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound, ServerError } from '@/lib/server/errors';
import { changePlan } from '@/lib/server/plan/change-plan';
import { commentView } from '@/lib/server/plan/comment-rows';

export type NewComment = { readonly stepId: string; readonly text: string };

/** A plan's comments are read as one list. */
const MOST = 1_000;

async function writeComment(
  tx: Tx,
  actor: Actor,
  { plan, stepId, text }: NewComment & { readonly plan: PlanView },
): Promise<CommentView> {
  const step = plan.plan.steps.find(({ id }) => id === stepId);
  if (!step) throw notFound(`step ${stepId} in "${plan.title}" as it is now`);
  if ((await tx.comment.count({ where: { planId: plan.id } })) >= MOST)
    throw new ServerError('bad-input', `"${plan.title}" has ${MOST} comments, which is as many as it takes.`);
  const said = { stepId, stepTitle: step.title, revisionNo: plan.revisionNo, author: actor.name, text };
  const row = await tx.comment.create({ data: { planId: plan.id, ...said } });
  const { stepTitle, revisionNo } = said;
  await recordAudit(tx, {
    actor: actor.name,
    verb: 'comment',
    subject: `plan:${plan.id}`,
    after: { commentId: row.id, stepId, stepTitle, revisionNo, text },
    digest: plan.digest,
  });
  return commentView(row, new Set([stepId]));
}

/** Says something about a step of the plan as it is now. */
export async function commentOnStep(actor: Actor, planId: string, wanted: NewComment): Promise<CommentView> {
  const said: CommentView[] = [];
  await changePlan(actor, { verb: 'comment', planId }, async (tx, plan) => {
    said.push(await writeComment(tx, actor, { ...wanted, plan }));
    return false;
  });
  const [comment] = said;
  if (!comment) throw new Error('The comment was not written, and nobody said why.');
  return comment;
}
