import { listed } from '@/lib/base/words';
import { commonName } from '@/lib/plan/chain';
import type { Plan } from '@/lib/plan/plan';
import type { FactVat } from '@/lib/plan/rules/find-vats';
import {
  type Found,
  quoted,
  type Rule,
  type RuleInput,
  sdkIssue,
  shortList,
  stepNo,
} from '@/lib/plan/rules/rule';
import { STATIC_VATS } from '@/lib/plan/rules/vat-rules';

type Known = RuleInput['upgrades'][number] & { readonly vat: FactVat };

const candidates = (
  { find }: RuleInput,
  { upgrade, name }: RuleInput['upgrades'][number],
): readonly FactVat[] => {
  const exact = find(upgrade.vat);
  return exact.length > 0 ? exact : find(name);
};

/** The upgrades of which the chain has exactly one vat. */
function knownUpgrades(input: RuleInput): Known[] {
  return input.upgrades.flatMap((use) => {
    const [vat, other] = candidates(input, use);
    return vat && !other ? { ...use, vat } : [];
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

const unreachableVat: Rule = {
  id: 'unreachable-vat',
  strength: 'hard',
  demands: 'planned vats can be upgraded',
  reason: 'A static vat has no admin node, and an admin node that nobody holds cannot be asked.',
  link: sdkIssue(8849),
  needs: ['vats'],
  find: (input) =>
    knownUpgrades(input).flatMap(({ name, step, at, vat }): Found[] => {
      if (!vat.cannot || vat.terminated || STATIC_VATS.includes(name)) return [];
      const message = `${quoted(step)} (${stepNo({ at })}) upgrades ${name} (${vat.vatId}), which cannot be upgraded: ${vat.cannot}`;
      return [{ about: name, steps: [step], message }];
    }),
};

const ambiguousVat: Rule = {
  id: 'ambiguous-vat',
  strength: 'advisory',
  demands: 'a planned vat is one vat of the chain',
  reason:
    'Names of vats are not unique: nobody can check what the plan expects of a vat that may be several.',
  link: null,
  needs: ['vats'],
  find: (input) =>
    input.upgrades.flatMap((use): Found[] => {
      const ids = candidates(input, use).map(({ vatId }) => vatId);
      if (ids.length < 2) return [];
      const message = `${quoted(use.step)} (${stepNo(use)}) upgrades ${use.name}, which may be ${listed(ids.slice(0, 6), 'or')}: name it by its id.`;
      return [{ about: use.name, steps: [use.step], message }];
    }),
};

/** Who is cut off by which upgraded vat and not upgraded itself, by ids. */
function leftBehind(input: RuleInput, upgraded: ReadonlyMap<string, unknown>): ReadonlyMap<string, string[]> {
  const left = new Map<string, string[]>();
  for (const { publisher, subscriber } of input.facts.subscriptions ?? []) {
    const [from, to] = [input.find(publisher)[0]?.vatId ?? publisher, input.find(subscriber)[0]];
    if (!upgraded.has(from) || upgraded.has(to?.vatId ?? subscriber) || to?.terminated) continue;
    const name = commonName(to?.name ?? subscriber, input.plan);
    const known = left.get(from);
    if (known) known.push(name);
    else left.set(from, [name]);
  }
  return left;
}

const mustComeBack: Rule = {
  id: 'subscriber-must-come-back',
  strength: 'advisory',
  demands: 'whoever an upgrade cuts off is upgraded too, or comes back by itself',
  reason:
    'Its promises are rejected when the vat is upgraded, and nothing restarts it: only its own code can subscribe again. A rehearsal shows whether it does.',
  link: sdkIssue(8219),
  needs: ['vats', 'subscriptions'],
  find: (input) => {
    const upgraded = new Map<string, Known>();
    for (const use of knownUpgrades(input))
      if (!upgraded.has(use.vat.vatId)) upgraded.set(use.vat.vatId, use);
    const left = leftBehind(input, upgraded);
    return [...upgraded].flatMap(([vatId, use]): Found[] => {
      const names = left.get(vatId);
      if (!names) return [];
      const they = names.length === 1 ? 'it must come back by itself' : 'they must come back by themselves';
      const message = `${quoted(use.step)} (${stepNo(use)}) cuts ${shortList(names)} off from ${use.name}: ${they}.`;
      return [{ about: use.name, steps: [use.step], message }];
    });
  },
};

/** Who still holds what a vat's upgrade ends, by its id: not who is upgraded after it, as that starts anew. */
function holders(input: RuleInput, known: readonly Known[]): ReadonlyMap<string, string[]> {
  const first = new Map(known.toReversed().map(({ vat, at }) => [vat.vatId, at]));
  const last = new Map(known.map(({ vat, at }) => [vat.vatId, at]));
  const held = new Map<string, string[]>();
  for (const { exporter, importer, objects } of input.facts.abandonments ?? []) {
    const [from, to] = [input.find(exporter)[0]?.vatId ?? exporter, input.find(importer)[0]];
    const at = first.get(from);
    if (at === undefined || to?.terminated || (last.get(to?.vatId ?? importer) ?? -1) > at) continue;
    const words = `${commonName(to?.name ?? importer, input.plan)} (${objects})`;
    held.set(from, [...(held.get(from) ?? []), words]);
  }
  return held;
}

const abandonedObjects: Rule = {
  id: 'abandoned-objects',
  strength: 'advisory',
  demands: 'nobody holds objects that an upgrade ends',
  reason:
    'Objects that are not durable end with the incarnation that made them: each message to one fails from then on, until whoever holds it gets another.',
  link: sdkIssue(8219),
  needs: ['vats', 'abandonments'],
  find: (input) => {
    const known = knownUpgrades(input);
    const held = holders(input, known);
    return known.flatMap(({ name, step, at, vat }, i): Found[] => {
      const names = held.get(vat.vatId);
      if (!names || known.findIndex((other) => other.vat.vatId === vat.vatId) !== i) return [];
      const message = `${quoted(step)} (${stepNo({ at })}) ends objects of ${name} that others can send to: ${shortList(names)}.`;
      return [{ about: name, steps: [step], message }];
    });
  },
};

const unknownVat: Rule = {
  id: 'unknown-vat',
  strength: 'advisory',
  demands: 'planned vats are on the chain',
  reason: 'The inventory has no vat of this name or id; it may be called otherwise there.',
  link: null,
  needs: ['vats'],
  find: (input) => {
    const made = new Set(input.uses.flatMap(({ kind, name }) => (kind === 'create' ? name : [])));
    return input.upgrades
      .filter((use) => candidates(input, use).length === 0 && !made.has(use.name))
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
      .filter(
        ({ upgrade: { bundle }, vat }) => bundle !== null && bundle === (vat.contractBundle ?? vat.bundle),
      )
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
      const before = done.get(vat.vatId) ?? vat.incarnation;
      if (before === null) return [];
      const next = before + 1;
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
  if (vat ? vat.dynamic === false : plan.chain === 'agoric-3' && vatID in STATIC_IDS)
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
  find: ({ plan, facts, find }) =>
    plan.vatOptionUpdates.flatMap(({ vatID }): Found[] => {
      const fault = optionFault(vatID, find(vatID)[0], plan, facts.vats !== undefined);
      return fault === null
        ? []
        : [{ about: vatID, steps: [], message: `The options of ${vatID} cannot be changed: it ${fault}.` }];
    }),
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
  unreachableVat,
  optionTargets,
  notInstalled,
  unknownVat,
  ambiguousVat,
  nullUpgrade,
  incarnation,
  notInstalledYet,
  mustComeBack,
  abandonedObjects,
];
