import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { codeStep } from '@/lib/plan/test/draw-plan';

/** The rehearsal's plan with a step that does nothing, which no plan may have without a waiver. */
export const brokenPlan = (): Plan => ({
  ...rehearsalPlan(),
  steps: [...rehearsalPlan().steps, codeStep('nothing', [])],
});

/** The key of its first hard violation. */
export const hardKey = ({ violations }: PlanView): string =>
  violations.find(({ strength }) => strength === 'hard')?.key ?? 'none';
