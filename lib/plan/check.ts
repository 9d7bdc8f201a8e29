import type { Plan, Step } from '@/lib/plan/plan';
import { upgradesOf } from '@/lib/plan/plan';
import type { Violation } from '@/lib/plan/violation';

const doesNothing = (step: Step): Violation[] =>
  step.kind === 'core-eval' && step.proposals.length === 0
    ? [
        {
          key: `empty-step:${step.id}`,
          rule: 'empty-step',
          strength: 'hard',
          stepIds: [step.id],
          message: `"${step.title}" has no proposal, so it would do nothing.`,
          reason: 'An empty step still costs a run and a number.',
          link: null,
        },
      ]
    : [];

const shared = (step: Step): Violation[] => {
  const vats = [...new Set(upgradesOf(step).map(({ vat }) => vat))];
  return vats.length < 2
    ? []
    : [
        {
          key: `one-vat-per-step:${vats.toSorted().join('+')}`,
          rule: 'one-vat-per-step',
          strength: 'advisory',
          stepIds: [step.id],
          message: `"${step.title}" upgrades ${vats.join(' and ')} in one run; one vat per step keeps them apart.`,
          reason: 'Subscribers of one vat react in their own run before the next vat goes down.',
          link: 'https://github.com/Agoric/agoric-sdk/issues/8219',
        },
      ];
};

/** The rules that a plan breaks, in the order of its steps. */
export const checkPlan = (plan: Plan): Violation[] =>
  plan.steps.flatMap((step) => [...doesNothing(step), ...shared(step)]);
