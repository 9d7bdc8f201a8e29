import { listed } from '@/lib/base/words';
import { entryOf } from '@/lib/plan/catalogue';
import { isRehearsal, variantOfChain } from '@/lib/plan/chain';
import {
  type Found,
  proposalName,
  quoted,
  type Rule,
  type RuleInput,
  sdkIssue,
  shortList,
  stepNo,
} from '@/lib/plan/rules/rule';

export const STATIC_VATS: readonly string[] = ['bootstrap', 'vatAdmin', 'comms', 'vattp', 'timer'];
/** What the generic builder can look up (plan-formats 9). */
export const VAT_STORE: readonly string[] = [
  'agoricNames',
  'bank',
  'board',
  'bridge',
  'ibc',
  'localchain',
  'network',
  'orchestration',
  'priceAuthority',
  'provisioning',
  'transfer',
  'zoe',
];

type Upgrade = RuleInput['upgrades'][number];

const notUpgradable: Rule = {
  id: 'not-upgradable',
  strength: 'hard',
  demands: 'static vats are not upgraded',
  reason:
    'bootstrap keeps state in closures, and static vats have no admin node: no proposal can upgrade them.',
  link: sdkIssue(8849),
  find: ({ upgrades }) =>
    upgrades
      .filter(({ name }) => STATIC_VATS.includes(name))
      .map(({ name, step, at }) => ({
        about: name,
        steps: [step],
        message: `${quoted(step)} (${stepNo({ at })}) upgrades ${name}, which cannot be upgraded by a proposal.`,
      })),
};

const inVatStore: Rule = {
  id: 'not-in-vat-store',
  strength: 'hard',
  demands: 'the generic builder names vats that bootstrap keeps',
  reason: 'A name that is not in bootstrap’s vatStore rejects the whole proposal.',
  link: sdkIssue(8219),
  find: ({ uses }) =>
    uses
      .filter(({ proposal, kind }) => kind === 'vat' && entryOf(proposal)?.targets === 'vat-names')
      .filter(({ name }) => !VAT_STORE.includes(name) && !STATIC_VATS.includes(name))
      .map(({ name, step, at }) => ({
        about: name,
        steps: [step],
        message: `${quoted(step)} (${stepNo({ at })}) looks for "${name}" in the vatStore, which does not hold it.`,
      })),
};

/** Upgrades by a key, in the order of the plan. */
function grouped(upgrades: readonly Upgrade[], keyOf: (upgrade: Upgrade) => string): Map<string, Upgrade[]> {
  const groups = new Map<string, Upgrade[]>();
  for (const upgrade of upgrades) {
    const key = keyOf(upgrade);
    groups.set(key, [...(groups.get(key) ?? []), upgrade]);
  }
  return groups;
}

const twiceInStep: Rule = {
  id: 'vat-twice-in-step',
  strength: 'hard',
  demands: 'a vat is upgraded at most once in a step',
  reason: 'Proposals of one step start together: which of two upgrades comes last is not defined.',
  link: sdkIssue(8219),
  find: ({ upgrades }) =>
    [...grouped(upgrades, ({ name, at }) => `${at} ${name}`).values()].flatMap((same): Found[] => {
      const [first] = same;
      if (!first || same.length < 2) return [];
      const message = `${quoted(first.step)} (${stepNo(first)}) upgrades ${first.name} ${same.length} times.`;
      return [{ about: first.name, steps: [first.step], message }];
    }),
};

const twice: Rule = {
  id: 'vat-twice',
  strength: 'advisory',
  demands: 'a vat is upgraded once in a plan',
  reason: 'Each upgrade cuts off its subscribers again and costs a start.',
  link: null,
  find: ({ upgrades }) =>
    [...grouped(upgrades, ({ name }) => name).entries()].flatMap(([name, same]): Found[] => {
      const places = [...new Map(same.map((use) => [use.at, use])).values()];
      if (places.length < 2) return [];
      const message = `${name} is upgraded ${places.length} times: in ${listed(places.map(stepNo))}.`;
      return [{ about: name, steps: places.map(({ step }) => step), message }];
    }),
};

const oneVatPerRun: Rule = {
  id: 'one-vat-per-run',
  strength: 'advisory',
  demands: 'a step upgrades one vat, or is declared safe',
  reason: 'A run of its own lets everybody who subscribed react before the next vat goes down.',
  link: sdkIssue(8219),
  find: ({ upgrades }) =>
    [...grouped(upgrades, ({ at }) => String(at)).values()].flatMap((same): Found[] => {
      const [first] = same;
      const names = [...new Set(same.map(({ name }) => name))];
      if (first?.step.kind !== 'core-eval' || first.step.together !== null || names.length < 2) return [];
      const message = `${quoted(first.step)} (${stepNo(first)}) upgrades ${names.length} vats in one run: ${shortList(names)}.`;
      return [{ about: names.toSorted().join('+'), steps: [first.step], message }];
    }),
};

const emptyStep: Rule = {
  id: 'empty-step',
  strength: 'hard',
  demands: 'a step that is code has a proposal',
  reason: 'An empty step does nothing and still takes a run and a number.',
  link: null,
  find: ({ plan }) =>
    plan.steps.flatMap((step, at): Found[] =>
      step.kind === 'core-eval' && step.proposals.length === 0
        ? [
            {
              about: step.id,
              steps: [step],
              message: `${quoted(step)} (${stepNo({ at })}) has no proposal, so it would do nothing.`,
            },
          ]
        : [],
    ),
};

const emptyPlan: Rule = {
  id: 'empty-plan',
  strength: 'hard',
  demands: 'a plan does something',
  reason: 'There is nothing to rehearse or approve.',
  link: null,
  find: ({ plan }) =>
    plan.steps.length === 0 && plan.vatOptionUpdates.length === 0
      ? [{ about: 'plan', steps: [], message: 'The plan has no steps.' }]
      : [],
};

const statesUpgrades: Rule = {
  id: 'unknown-builder',
  strength: 'advisory',
  demands: 'what a proposal of an unknown builder upgrades is stated',
  reason: 'The catalogue does not know this builder: nobody can say which vats it touches, in which order.',
  link: null,
  find: ({ plan }) =>
    plan.steps.flatMap((step, at) =>
      step.proposals
        .filter((proposal) => proposal.upgrades.length === 0 && entryOf(proposal) === null)
        .map(
          (proposal): Found => ({
            about: `${proposal.module}#${proposal.entrypoint}`,
            steps: [step],
            message: `${quoted(step)} (${stepNo({ at })}) does not say what ${proposalName({ proposal })} upgrades.`,
          }),
        ),
    ),
};

const walletFactory: Rule = {
  id: 'wallet-factory-every-time',
  strength: 'advisory',
  demands: 'walletFactory is upgraded in every software upgrade',
  reason: 'It is kept at the newest code with each upgrade.',
  link: sdkIssue(10794),
  find: ({ plan, upgrades, facts }) =>
    variantOfChain(plan) === null ||
    facts.route === 'core-eval' ||
    plan.steps.length === 0 ||
    upgrades.some(({ name }) => name === 'walletFactory')
      ? []
      : [{ about: 'plan', steps: [], message: 'The plan does not upgrade walletFactory.' }],
};

const reviveKread: Rule = {
  id: 'kread-with-zoe',
  strength: 'advisory',
  demands: 'an upgrade of zoe on mainnet is followed by revive-kread',
  reason: 'The upgrade of zoe breaks KREAd’s subscribers.',
  link: sdkIssue(8219),
  find: ({ plan, upgrades }) => {
    const zoe = upgrades.find(({ name }) => name === 'zoe');
    const follows = plan.steps.some(({ proposals }) =>
      proposals.some((proposal) => proposalName({ proposal }) === 'revive-kread'),
    );
    if (variantOfChain(plan) !== 'MAINNET' || !zoe || follows) return [];
    return [
      {
        about: 'zoe',
        steps: [zoe.step],
        message: `${quoted(zoe.step)} (${stepNo(zoe)}) upgrades zoe, and no step repairs KREAd.`,
      },
    ];
  },
};

const BUNDLE_ID = /^b1-[0-9a-f]{128}$/;
const bundleId: Rule = {
  id: 'bundle-id',
  strength: 'hard',
  demands: 'bundles are named by their ids',
  reason: 'Only b1- and the 128 hex digits of its hash name a bundle on a chain.',
  link: null,
  find: ({ plan, upgrades }) =>
    isRehearsal(plan)
      ? []
      : upgrades.flatMap(({ upgrade: { bundle }, name, step, at }): Found[] =>
          bundle === null || BUNDLE_ID.test(bundle)
            ? []
            : [
                {
                  about: name,
                  steps: [step],
                  message: `${quoted(step)} (${stepNo({ at })}) gives ${name} "${bundle.slice(0, 20)}", which is no bundle id.`,
                },
              ],
        ),
};

const bundleMissing: Rule = {
  id: 'bundle-missing',
  strength: 'advisory',
  demands: 'the expected bundle of every upgrade is stated',
  reason: 'Without it nobody approves, or checks afterwards, which code a vat came to run.',
  link: null,
  find: ({ upgrades }) => {
    const without = upgrades.filter(({ upgrade }) => upgrade.bundle === null);
    if (without.length === 0) return [];
    const names = [...new Set(without.map(({ name }) => name))];
    const steps = [...new Set(without.map(({ step }) => step))];
    return [{ about: 'plan', steps, message: `The expected bundle is not stated for ${shortList(names)}.` }];
  },
};

/** Rules about which vats are upgraded, and how often. */
export const VAT_RULES: readonly Rule[] = [
  emptyPlan,
  emptyStep,
  notUpgradable,
  inVatStore,
  twiceInStep,
  bundleId,
  twice,
  oneVatPerRun,
  statesUpgrades,
  walletFactory,
  reviveKread,
  bundleMissing,
];
