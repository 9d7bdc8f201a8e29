import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { notFound } from '@/lib/server/errors';
import { changePlan } from '@/lib/server/plan/change-plan';
import { storedPlan } from '@/lib/server/plan/revision-sums';
import { checkBase, writeRevision } from '@/lib/server/plan/write-revision';

export type Restoring = {
  readonly no: number;
  readonly baseRevision: number;
  readonly why?: string | null | undefined;
};

/** Makes an older revision's content and title the newest revision; what lies between stays. */
export const restorePlan = (actor: Actor, planId: string, wanted: Restoring): Promise<PlanView> =>
  changePlan(actor, { verb: 'restore', planId }, async (tx, before) => {
    checkBase(before, wanted.baseRevision);
    const { no, why = null } = wanted;
    const row = await tx.planRevision.findUnique({ where: { planId_no: { planId, no } } });
    if (!row) throw notFound(`revision ${no} of "${before.title}"`);
    const plan = storedPlan(row.content, planId);
    const next = { verb: 'restore-plan', plan, title: row.title, why, restoredFrom: no } as const;
    return writeRevision(tx, actor, { before, next });
  });
