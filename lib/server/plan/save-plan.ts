import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { changePlan } from '@/lib/server/plan/change-plan';
import { checkBase, writeRevision } from '@/lib/server/plan/write-revision';

export type PlanEdit = {
  readonly plan: Plan;
  readonly baseRevision: number;
  readonly title?: string | undefined;
  readonly why?: string | null | undefined;
};

/** Saves a new revision if the plan is still at the one the change was made to; a change of nothing leaves no trace. */
export const savePlan = (actor: Actor, planId: string, edit: PlanEdit): Promise<PlanView> =>
  changePlan(actor, { verb: 'edit', planId }, (tx, before) => {
    checkBase(before, edit.baseRevision);
    const { plan, title = before.title, why = null } = edit;
    return writeRevision(tx, actor, { before, next: { verb: 'save-plan', plan, title, why } });
  });
