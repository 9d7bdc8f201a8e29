import { commonName } from '@/lib/plan/chain';
import type { Plan } from '@/lib/plan/plan';
import {
  type FactVat,
  type Found,
  quoted,
  type Rule,
  type RuleInput,
  sdkIssue,
  stepNo,
} from '@/lib/plan/rules/rule';

/** The chain's vats by id, by name and by the name that rules use. */
function vatsOf({ plan, facts }: Pick<RuleInput, 'plan' | 'facts'>): ReadonlyMap<string, FactVat> {
  const vats = facts.vats ?? [];
  return new Map([
    ...vats.map((vat) => [commonName(vat.name, plan), vat] as const),
    ...vats.map((vat) => [vat.name, vat] as const),
    ...vats.map((vat) => [vat.vatId, vat] as const),
  ]);
}

type Known = RuleInput['upgrades'][number] & { readonly vat: FactVat };

function knownUpgrades(input: RuleInput): Known[] {
  const vats = vatsOf(input);
  return input.upgrades.flatMap((use) => {
    const vat = vats.get(use.upgrade.vat) ?? vats.get(use.name);
    return vat ? { ...use, vat } : [];
  });
}

const terminatedVat: Rule = {
  id: 'terminated-vat',
  strength: 'hard',
  demands: 'only live vats are upgraded',
  reason: 'A terminated vat has no admin node any more; its upgrade rejects.',
  link: sdkIssue(8219),
  needs: ['vats'],
  find: (input) =>
    knownUpgrades(input)
      .filter(({ vat }) => vat.terminated)
      .map(({ name, step, at, vat }) => ({
        about: name,
        steps: [step],
        message: `${quoted(step)} (${stepNo({ at })}) upgrades ${name} (${vat.vatId}), which is terminated.`,
      })),
};

const unknownVat: Rule = {
  id: 'unknown-vat',
  strength: 'advisory',
  demands: 'planned vats are on the chain',
  reason: 'The inventory has no vat of this name or id; it may be called otherwise there.',
  link: null,
  needs: ['vats'],
  find: (input) => {
    const vats = vatsOf(input);
    const made = new Set(input.uses.flatMap(({ kind, name }) => (kind === 'create' ? name : [])));
    return input.upgrades
      .filter(({ upgrade, name }) => !vats.has(upgrade.vat) && !vats.has(name) && !made.has(name))
      .map(({ name, step, at }) => ({
        about: name,
        steps: [step],
        message: `${quoted(step)} (${stepNo({ at })}) upgrades ${name}, which the inventory does not know.`,
      }));
  },
};

const nullUpgrade: Rule = {
  id: 'null-upgrade',
  strength: 'advisory',
  demands: 'an upgrade changes the code',
  reason:
    'A null upgrade restarts a vat with the code that it has: it cuts off its subscribers for nothing, unless a restart is meant.',
  link: null,
  needs: ['vats'],
  find: (input) =>
    knownUpgrades(input)
      .filter(({ upgrade, vat }) => upgrade.bundle !== null && upgrade.bundle === vat.bundle)
      .map(({ name, step, at }) => ({
        about: name,
        steps: [step],
        message: `${quoted(step)} (${stepNo({ at })}) gives ${name} the bundle that it runs already.`,
      })),
};

const incarnation: Rule = {
  id: 'incarnation',
  strength: 'advisory',
  demands: 'the expected incarnation is the next one',
  reason: 'Each upgrade adds one. Another number says that the plan was made for another state of the chain.',
  link: null,
  needs: ['vats'],
  find: (input) => {
    const done = new Map<string, number>();
    return knownUpgrades(input).flatMap(({ name, upgrade, vat, step, at }): Found[] => {
      const next = (done.get(vat.vatId) ?? vat.incarnation) + 1;
      done.set(vat.vatId, next);
      if (upgrade.incarnation === null || upgrade.incarnation === next) return [];
      const message = `${quoted(step)} (${stepNo({ at })}) expects incarnation ${upgrade.incarnation} of ${name}; it would be ${next}.`;
      return [{ about: name, steps: [step], message }];
    });
  },
};

const STATIC_IDS: Readonly<Record<string, string>> = { v1: 'bootstrap', v2: 'vatAdmin' };

function optionFault(vatID: string, vat: FactVat | undefined, plan: Plan, known: boolean): string | null {
  const name = STATIC_IDS[vatID] ?? vat?.name;
  if (!/^v\d+$/.test(vatID)) return 'is no vat id';
  if (vat ? !vat.dynamic : plan.chain === 'agoric-3' && vatID in STATIC_IDS)
    return `(${name}) is not a dynamic vat`;
  if (vat?.terminated) return `(${name}) is terminated`;
  return known && !vat ? 'is not on the chain' : null;
}

const optionTargets: Rule = {
  id: 'option-target',
  strength: 'hard',
  demands: 'vat options are changed of live dynamic vats only',
  reason: 'The node stops at the upgrade’s height: "vat-option-update: … is not a live dynamic vat".',
  link: 'https://github.com/Agoric/agoric-sdk/blob/master/packages/cosmic-swingset/src/launch-chain.js',
  find: ({ plan, facts }) => {
    const vats = vatsOf({ plan, facts });
    return plan.vatOptionUpdates.flatMap(({ vatID }): Found[] => {
      const fault = optionFault(vatID, vats.get(vatID), plan, facts.vats !== undefined);
      return fault === null
        ? []
        : [{ about: vatID, steps: [], message: `The options of ${vatID} cannot be changed: it ${fault}.` }];
    });
  },
};

const missingBundles = ({ upgrades, facts }: RuleInput): Found[] =>
  upgrades.flatMap(({ upgrade: { bundle }, name, step, at }): Found[] =>
    bundle === null || facts.installedBundles?.has(bundle) !== false
      ? []
      : [
          {
            about: name,
            steps: [step],
            message: `${quoted(step)} (${stepNo({ at })}) needs ${bundle.slice(0, 12)}… for ${name}, which is not installed.`,
          },
        ],
  );

const notInstalled: Rule = {
  id: 'bundle-not-installed',
  strength: 'hard',
  demands: 'bundles of a governance core eval are installed',
  reason: 'They must be on the chain before the vote ends; the eval fails without them.',
  link: null,
  needs: ['installedBundles'],
  find: (input) => (input.facts.route === 'core-eval' ? missingBundles(input) : []),
};

const notInstalledYet: Rule = {
  ...notInstalled,
  id: 'bundle-not-installed-yet',
  strength: 'advisory',
  demands: 'bundles are installed, unless this is a software upgrade',
  reason:
    'In a software upgrade each validator makes them; for a governance core eval they must be installed before the vote ends.',
  find: (input) => (input.facts.route === 'core-eval' ? [] : missingBundles(input)),
};

/** Rules that ask what the chain holds. */
export const FACT_RULES: readonly Rule[] = [
  terminatedVat,
  optionTargets,
  notInstalled,
  unknownVat,
  nullUpgrade,
  incarnation,
  notInstalledYet,
];
