import type { RunRow } from '@/lib/live/run-row';
import type { Foresight } from '@/lib/reconcile/severed';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { planForesight } from '@/lib/server/triage/plan-foresight';

/** What the inventory of a run's plan foretells; null where the run has no plan or the plan names no inventory. */
export const readForesight = async (
  _actor: Actor,
  { planId }: Pick<RunRow, 'planId'>,
): Promise<Foresight | null> => (planId === null ? null : atOneMoment((tx) => planForesight(tx, planId)));
