import * as fc from 'fast-check';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { ActStep, CoreEvalStep, Plan, Proposal, Step } from '@/lib/plan/plan';

/** A proposal that upgrades the vats by a module named after them. */
export const proposalOf = (...vats: string[]): Proposal => ({
  module: `@x/upgrade-${vats.join('-')}.js`,
  entrypoint: 'defaultProposalBuilder',
  args: [],
  upgrades: vats.map((vat) => ({ vat, bundle: null, incarnation: null })),
});

export const codeStep = (
  id: string,
  proposals: readonly Proposal[],
  together: string | null = null,
): CoreEvalStep => ({
  kind: 'core-eval',
  id,
  title: id,
  proposals,
  together,
  notes: '',
  links: [],
});

export const actStep = (id: string): ActStep => ({
  kind: 'act',
  id,
  title: id,
  act: 'wait',
  what: 'a price',
  proposals: [],
  notes: '',
  links: [],
});

/** `zoe, bank+board, bridge&ibc, ~wait`: steps; `+` joins proposals, `&` vats of one proposal, `~` is not code. Ids are the texts. */
export const steps = (text: string): Step[] =>
  text === ''
    ? []
    : text.split(', ').map((step) => {
        if (step.startsWith('~')) return actStep(step.slice(1));
        const proposals = step.split('+').map((proposal) => proposalOf(...proposal.split('&')));
        return codeStep(step, step === '()' ? [] : proposals);
      });

export const plan = (text: string, rest: Partial<Plan> = {}): Plan => ({
  ...emptyPlan('agoric-3', 'agoric-upgrade-99'),
  steps: steps(text),
  ...rest,
});

const anyStep: fc.Arbitrary<Step> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    act: fc.boolean(),
    vats: fc.array(fc.constantFrom('bridge', 'zoe', 'bank', 'v43'), { maxLength: 4 }),
    together: fc.constantFrom(null, 'safe'),
  })
  .map(({ id, act, vats, together }) =>
    act && vats.length < 2
      ? actStep(id)
      : codeStep(
          id,
          vats.map((vat) => proposalOf(vat)),
          together,
        ),
  );

/** Small plans with acts, empty steps and the same vats again. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .uniqueArray(anyStep, { maxLength: 6, selector: ({ id }) => id })
  .map((drawn) => plan('', { steps: drawn }));
