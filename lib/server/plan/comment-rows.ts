import type { Prisma } from '@/lib/generated/prisma/client';
import type { CommentView } from '@/lib/plan/plan-view';

/** A comment's row as it is shown beside a plan that has these steps. */
export function commentView(
  row: Prisma.CommentGetPayload<object>,
  stepIds: ReadonlySet<string>,
): CommentView {
  const { planId: _, createdAt, ...rest } = row;
  return { ...rest, createdAt: createdAt.getTime(), stepGone: !stepIds.has(row.stepId) };
}
