import { assertNever } from '@/lib/base/assert';
import { listed } from '@/lib/base/words';
import { entryOf, UNNAMED_BUILDER } from '@/lib/plan/catalogue';
import { isRehearsal, variantOfChain, variantOfName } from '@/lib/plan/chain';
import { fieldsIn } from '@/lib/plan/json-value';
import type { Proposal, Step } from '@/lib/plan/plan';
import {
  type Found,
  proposalName,
  quoted,
  type Rule,
  type RuleInput,
  sdkIssue,
  stepNo,
} from '@/lib/plan/rules/rule';

type Placed = { readonly proposal: Proposal; readonly step: Step; readonly at: number };

const proposalsOf = ({ plan }: RuleInput): Placed[] =>
  plan.steps.flatMap((step, at) => step.proposals.map((proposal) => ({ proposal, step, at })));

const variantArg: Rule = {
  id: 'variant',
  strength: 'hard',
  demands: 'a builder’s variant is that of the chain',
  reason:
    'Chains have other assets, oracles and board ids; a builder takes those of the variant it is given.',
  link: sdkIssue(9571),
  find: (input) =>
    proposalsOf(input).flatMap(({ proposal, step, at }): Found[] => {
      const wanted = variantOfChain(input.plan);
      const { variant } = fieldsIn(proposal.args[0]);
      if (wanted === null || typeof variant !== 'string' || variant === wanted) return [];
      const message = `${quoted(step)} (${stepNo({ at })}) builds ${proposalName({ proposal })} for ${variant}; ${input.plan.chain} takes ${wanted}.`;
      return [{ about: `${proposalName({ proposal })}+${variant}`, steps: [step], message }];
    }),
};

const upgradeName: Rule = {
  id: 'upgrade-name',
  strength: 'hard',
  demands: 'the upgrade’s name is one for this chain',
  reason: 'The handler picks its steps by the name: with another chain’s it runs that chain’s steps.',
  link: sdkIssue(9575),
  find: ({ plan }) => {
    const [named, wanted] = [variantOfName(plan), variantOfChain(plan)];
    if (named === null || wanted === null || named === wanted) return [];
    return [
      {
        about: plan.upgradeName,
        steps: [],
        message: `"${plan.upgradeName}" is a name for ${named}; the plan is for ${plan.chain}.`,
      },
    ];
  },
};

const firstTime: Rule = {
  id: 'steps-run-once',
  strength: 'advisory',
  demands: 'steps that must run after a release candidate stand in the upgrade’s info',
  reason:
    'A binary runs its handler’s steps only the first time that one of its names is applied on a chain.',
  link: sdkIssue(9106),
  find: ({ plan }) =>
    /reapply|[-_]?rc\d+/i.test(plan.upgradeName) && plan.steps.some(({ kind }) => kind === 'core-eval')
      ? [
          {
            about: plan.upgradeName,
            steps: [],
            message: `"${plan.upgradeName}" may be applied again to a chain that ran this binary: then only steps in the info run.`,
          },
        ]
      : [],
};

const basicName: Rule = {
  id: 'basic-name',
  strength: 'advisory',
  demands: 'an upgrade with steps is not a basic one',
  reason: 'For its basic name a handler leaves out the steps that depend on the chain.',
  link: sdkIssue(9575),
  find: ({ plan }) =>
    /[-_]basic$/i.test(plan.upgradeName) && plan.steps.length > 0
      ? [
          {
            about: plan.upgradeName,
            steps: [],
            message: `"${plan.upgradeName}" is a basic name: the handler builds no step that depends on the chain.`,
          },
        ]
      : [],
};

const moduleForm: Rule = {
  id: 'module-path',
  strength: 'hard',
  demands: 'modules are named by their packages',
  reason:
    'Every validator resolves the module itself; a path leads elsewhere on each, and an error stops the node.',
  link: 'https://github.com/Agoric/agoric-sdk/blob/master/packages/deploy-script-support/src/extract-proposal.js',
  find: (input) =>
    proposalsOf(input).flatMap(({ proposal, step, at }): Found[] =>
      isRehearsal(input.plan) || !/^\.{0,2}\/|^[a-z]+:|\\/i.test(proposal.module)
        ? []
        : [
            {
              about: proposal.module,
              steps: [step],
              message: `${quoted(step)} (${stepNo({ at })}) names its module by a path: ${proposal.module.slice(0, 100)}.`,
            },
          ],
    ),
};

const builderNamed: Rule = {
  id: 'builder-unnamed',
  strength: 'hard',
  demands: 'every proposal names its builder',
  reason: 'A module that a release does not have stops every node at the upgrade’s height.',
  link: null,
  find: (input) =>
    proposalsOf(input).flatMap(({ proposal, step, at }): Found[] => {
      if (proposal.module !== UNNAMED_BUILDER) return [];
      const vats = listed(proposal.upgrades.map(({ vat }) => vat));
      const message = `${quoted(step)} (${stepNo({ at })}) does not name the builder that upgrades ${vats || 'its vats'}.`;
      return [{ about: vats, steps: [step], message }];
    }),
};

/** What is wrong with the args of a known builder; null where nothing is. */
function argsFault({ args, ...proposal }: Proposal): string | null {
  const entry = entryOf(proposal);
  const [arg] = args;
  if (!entry || typeof entry.targets !== 'string') return null;
  switch (entry.targets) {
    case 'instances': {
      const targets = Array.isArray(arg) ? arg : [];
      if (
        entry.removed ||
        (targets.length > 0 && targets.every((target) => /^board\d+:.+$/.test(String(target))))
      )
        return null;
      return 'it takes a list of targets like "board02963:ATOM-USD_price_feed"';
    }
    case 'mint-holders': {
      const { variant, config } = fieldsIn(arg);
      if (Array.isArray(fieldsIn(config).labelList)) return null;
      const known = ['MAINNET', 'DEVNET', 'EMERYNET', 'A3P_INTEGRATION'];
      return known.some((name) => name === variant)
        ? null
        : `it takes a variant (${known.join(', ')}) or a list of labels`;
    }
    case 'vat-names':
      return Object.keys(fieldsIn(arg)).length > 0 && !Array.isArray(arg)
        ? null
        : 'it takes vats by name with their entrypoints';
    case 'kit-names':
      return Array.isArray(arg) && arg.length > 0 ? null : 'it takes a list of contract kits';
    default:
      return assertNever(entry.targets);
  }
}

const builderArgs: Rule = {
  id: 'builder-args',
  strength: 'hard',
  demands: 'a known builder gets the args that it takes',
  reason: 'A builder that throws stops every node at the upgrade’s height.',
  link: 'https://github.com/Agoric/agoric-sdk/blob/master/packages/deploy-script-support/src/extract-proposal.js',
  find: (input) =>
    proposalsOf(input).flatMap(({ proposal, step, at }): Found[] => {
      const fault = argsFault(proposal);
      const name = proposalName({ proposal });
      return fault === null
        ? []
        : [
            {
              about: name,
              steps: [step],
              message: `${quoted(step)} (${stepNo({ at })}) gives ${name} args that it does not take; ${fault}.`,
            },
          ];
    }),
};

const removedBuilder: Rule = {
  id: 'builder-removed',
  strength: 'advisory',
  demands: 'builders are in the release',
  reason: 'A module that a release does not have stops every node at the upgrade’s height.',
  link: null,
  find: (input) =>
    proposalsOf(input).flatMap(({ proposal, step, at }): Found[] =>
      entryOf(proposal)?.removed
        ? [
            {
              about: proposal.module,
              steps: [step],
              message: `${quoted(step)} (${stepNo({ at })}) uses ${proposalName({ proposal })}, which newer releases of agoric-sdk do not have.`,
            },
          ]
        : [],
    ),
};

const atomFeed: Rule = {
  id: 'price-authority-needs-atom',
  strength: 'hard',
  demands: 'the ATOM price feed lives while priceAuthority is upgraded',
  reason: 'upgrade-paRegistry ends by asking for an ATOM quote and hangs without one.',
  link: sdkIssue(10793),
  find: ({ uses }) => {
    const end = uses.find(({ kind, name }) => kind === 'terminate' && name === 'ATOM-USD_price_feed');
    const late = uses.find(
      ({ proposal, at }) => end && proposalName({ proposal }) === 'upgrade-paRegistry' && at >= end.at,
    );
    if (!end || !late) return [];
    const message = `${quoted(late.step)} (${stepNo(late)}) needs an ATOM quote, and ${quoted(end.step)} (${stepNo(end)}) has ended the feed.`;
    return [{ about: 'priceAuthority', steps: [end.step, late.step], message }];
  },
};

/** Rules about modules, their args, and which chain takes what. */
export const CHAIN_RULES: readonly Rule[] = [
  variantArg,
  upgradeName,
  moduleForm,
  builderNamed,
  builderArgs,
  atomFeed,
  firstTime,
  basicName,
  removedBuilder,
];
