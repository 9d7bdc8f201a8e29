import { atStep, type StepRule, stepLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * What the bridge asked bootstrap to evaluate was rejected; the block goes on as if nothing were.
 * Trap: some proposals swallow their errors and look well; see console-error.
 */
export const coreEvalFailed: StepRule = {
  rule: 'core-eval-failed',
  severity: 'blocker',
  upstream: UPSTREAM.chainBehaviors,
  on: 'steps',
  find: (step) =>
    step.outcome === 'failed'
      ? [atStep(step, `${stepLabel(step)} failed: ${step.error ?? 'no reason given'}.`)]
      : [],
};
