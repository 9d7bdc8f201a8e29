import { atStep, type StepRule, stepLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The run of an eval ended with its promise open: it waits for something that may never come. A warning until its block is committed.
 * Traps: an eval that starts long work and does not await it is ok, not unsettled; some wait for a price or a timer on purpose;
 * an eval may settle many blocks later, then this finding goes.
 */
export const coreEvalUnsettled: StepRule = {
  rule: 'core-eval-unsettled',
  severity: 'warning',
  upstream: UPSTREAM.chainBehaviors,
  on: 'steps',
  find: (step) =>
    step.outcome === 'unsettled'
      ? [
          {
            ...atStep(step, `${stepLabel(step)} has not finished: its promise is still open.`),
            severity: step.committed === true ? 'blocker' : 'warning',
          },
        ]
      : [],
};
