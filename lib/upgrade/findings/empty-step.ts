import { atStep, type StepRule, stepLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** A software upgrade's step without a proposal: an empty list in the plan's info still costs a run that does nothing. */
export const emptyStep: StepRule = {
  rule: 'empty-step',
  severity: 'info',
  upstream: UPSTREAM.launchChain,
  on: 'steps',
  find: (step) => (step.proposals === 0 ? [atStep(step, `${stepLabel(step)} holds no proposal.`)] : []),
};
