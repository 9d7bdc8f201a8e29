import { codeSteps, type Plan } from '@/lib/plan/plan';
import type { PlannedStep } from '@/lib/timeline/board';

/** What the timeline shows of a plan: the steps that leave something in a slog, in order, and the vats that each means to upgrade. */
export const plannedSteps = (plan: Plan): PlannedStep[] =>
  codeSteps(plan).map(({ id, title, proposals }) => ({
    id,
    title,
    vats: proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat)),
  }));
