import type { CommentView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { commentView } from '@/lib/server/plan/comment-rows';
import { fetchPlan } from '@/lib/server/plan/plan-rows';

/** What was said about a plan's steps, oldest first; also about those that it has no more. */
export const listComments = (_actor: Actor, planId: string): Promise<CommentView[]> =>
  atOneMoment(async (tx) => {
    const { plan } = await fetchPlan(tx, planId);
    const stepIds = new Set(plan.steps.map(({ id }) => id));
    const orderBy = [{ createdAt: 'asc' as const }, { id: 'asc' as const }];
    const rows = await tx.comment.findMany({ where: { planId }, orderBy });
    return rows.map((row) => commentView(row, stepIds));
  });
