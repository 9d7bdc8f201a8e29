import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { fetchPlan } from '@/lib/server/plan/plan-rows';

/** The plan as it is now. */
export const readPlan = (_actor: Actor, planId: string): Promise<PlanView> =>
  atOneMoment((tx) => fetchPlan(tx, planId));
