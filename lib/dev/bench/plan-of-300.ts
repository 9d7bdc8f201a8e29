import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Constraint, CoreEvalStep, Plan, Proposal } from '@/lib/plan/plan';

const STEPS = 120;
const RULES = 100;

const vatOf = (step: number, at: number): string => `contract-${step}-${at}`;

const proposal = (step: number, at: number): Proposal => ({
  module: `@agoric/builders/scripts/vats/upgrade-${vatOf(step, at)}.js`,
  entrypoint: 'defaultProposalBuilder',
  args: [],
  upgrades: [{ vat: vatOf(step, at), bundle: null, incarnation: null }],
});

/** Two proposals in the even steps, three in the odd ones; half of the steps declare theirs safe together. */
const step = (at: number): CoreEvalStep => ({
  kind: 'core-eval',
  id: `step-${at + 1}`,
  title: `Step ${at + 1}`,
  proposals: Array.from({ length: 2 + (at % 2) }, (_, i) => proposal(at, i)),
  together: at % 4 < 2 ? 'They have nothing to do with each other.' : null,
  notes: '',
  links: [],
});

/** Rules of the plan's own, half of them broken by the order as it is. */
function rule(at: number): Constraint {
  const [a, b] = [{ vat: vatOf(at, 0) }, { vat: vatOf(at + 7, 0) }];
  const [first, then] = at % 2 === 0 ? [a, b] : [b, a];
  return { id: `rule-${at}`, first, then, strength: 'advisory', reason: 'It asks the other.', link: null };
}

/** The plan that speeds are promised for: 300 proposals in 120 steps, with 100 rules of its own. */
export const planOf300 = (): Plan => ({
  ...emptyPlan('agoric-3', 'agoric-upgrade-300'),
  steps: Array.from({ length: STEPS }, (_, at) => step(at)),
  constraints: Array.from({ length: RULES }, (_, at) => rule(at)),
});
