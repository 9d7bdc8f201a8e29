import type { RunRow } from '@/lib/live/run-row';
import type { Plan } from '@/lib/plan/plan';
import type { Foresight } from '@/lib/reconcile/foresight';
import type { Actor } from '@/lib/server/actor';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { planForesight } from '@/lib/server/triage/plan-foresight';

/** What the inventory of a run's plan foretells of the plan as the run executed it; null where the plan names no inventory. */
export const readForesight = (
  _actor: Actor,
  run: Pick<RunRow, 'planId' | 'planDigest'>,
  plan: Plan,
): Promise<Foresight | null> => atOneMoment((tx) => planForesight(tx, run, plan));
