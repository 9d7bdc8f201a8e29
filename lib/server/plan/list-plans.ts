import type { PlanHead } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { judgePlan, revisionsToRead, withDecisions } from '@/lib/server/plan/judged-plan';
import { revisionSums } from '@/lib/server/plan/revision-sums';

/** All plans without their content, last changed first. */
export const listPlans = (_actor: Actor): Promise<PlanHead[]> =>
  atOneMoment(async (tx) => {
    const rows = await tx.plan.findMany({
      include: withDecisions,
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    });
    const sums = await revisionSums(tx, rows.flatMap(revisionsToRead));
    const now = Date.now();
    return rows.map((row) => judgePlan(row, sums, now).head);
  });
