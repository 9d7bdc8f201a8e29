import type { Plan } from '@/lib/plan/plan';
import type { PlannedStep } from '@/lib/timeline/board';

/** What the timeline shows of a plan: its steps in order and the vats that each means to upgrade. */
export const plannedSteps = (plan: Plan): PlannedStep[] =>
  plan.steps.map(({ id, title, proposals }) => ({
    id,
    title,
    vats: proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat)),
  }));
