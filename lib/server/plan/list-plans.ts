import type { PlanHead } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { judgePlan, revisionsToRead, withDecisions } from '@/lib/server/plan/judged-plan';
import { revisionSums } from '@/lib/server/plan/revision-sums';
import { rehearsedOf } from '@/lib/server/triage/plan-triage';

/** All plans without their content, last changed first. */
export const listPlans = (_actor: Actor): Promise<PlanHead[]> =>
  atOneMoment(async (tx) => {
    const rows = await tx.plan.findMany({
      include: withDecisions,
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    });
    const sums = await revisionSums(tx, rows.flatMap(revisionsToRead));
    const now = Date.now();
    const heads: PlanHead[] = [];
    for (const row of rows) {
      const sum = sums({ planId: row.id, no: row.revisionNo });
      const rehearsed = sum ? await rehearsedOf(tx, { planId: row.id, ...sum }) : null;
      heads.push(judgePlan(row, sums, { now, rehearsed }).head);
    }
    return heads;
  });
