import { listed } from '@/lib/base/words';
import type { Target } from '@/lib/plan/builders';
import { entryOf, targetsOf } from '@/lib/plan/catalogue';
import { commonName } from '@/lib/plan/chain';
import type { Plan, PlannedUpgrade, Proposal, Step } from '@/lib/plan/plan';
import { type FactVat, type VatFinder, vatFinder } from '@/lib/plan/rules/find-vats';

/** What is known of the chain that a plan is for; every part may be missing. */
export type PlanFacts = {
  readonly installedBundles?: ReadonlySet<string>;
  readonly vats?: readonly FactVat[];
  /** Who listens to what a vat decides, of an inventory's blast radius: ids or names, those that matter most first. */
  readonly subscriptions?: readonly { readonly publisher: string; readonly subscriber: string }[];
  /** Who can send to objects that a vat's upgrade ends, as they are not durable: by ids or names. */
  readonly abandonments?: readonly {
    readonly exporter: string;
    readonly importer: string;
    readonly objects: number;
  }[];
  /** By governance core eval, bundles must be on the chain before the vote ends; in a software upgrade each validator makes them. */
  readonly route?: 'upgrade' | 'core-eval';
};

/** One thing that a proposal does. `name` is the vat's common name, `upgrade` what the plan states of it. */
export type Use = {
  readonly kind: Target['kind'];
  readonly name: string;
  readonly upgrade: PlannedUpgrade | null;
  readonly proposal: Proposal;
  readonly step: Step;
  readonly at: number;
};

export type RuleInput = {
  readonly plan: Plan;
  readonly facts: PlanFacts;
  /** The chain's vats of an id or name. */
  readonly find: VatFinder;
  readonly uses: readonly Use[];
  readonly upgrades: readonly (Use & { readonly upgrade: PlannedUpgrade })[];
};

/** `about` names the subjects of a violation, for its key. */
export type Found = { readonly about: string; readonly steps: readonly Step[]; readonly message: string };

export type Rule = {
  readonly id: string;
  readonly strength: 'hard' | 'advisory';
  /** What it demands, to be said where it could not be checked. */
  readonly demands: string;
  readonly reason: string;
  readonly link: string | null;
  /** Facts without which it does not speak. */
  readonly needs?: readonly (keyof PlanFacts)[];
  readonly find: (input: RuleInput) => readonly Found[];
};

export const sdkIssue = (number: number): string => `https://github.com/Agoric/agoric-sdk/issues/${number}`;

/** "step 3", from 1. */
export const stepNo = ({ at }: Pick<Use, 'at'>): string => `step ${at + 1}`;
export const quoted = (step: Step): string => `"${step.title}"`;
/** Names as a sentence can hold them. */
export const shortList = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : listed(names);

/** What a proposal does: upgrades as the plan states them, or else as its builder is known to make; the rest by its builder. */
function usesOf(plan: Plan, place: { proposal: Proposal; step: Step; at: number }): Use[] {
  const { proposal } = place;
  const targets = targetsOf(proposal);
  const kinds = new Map(targets.map(({ kind, vat }) => [vat, kind]));
  const stated = proposal.upgrades.map((upgrade): Use => {
    const known = kinds.get(upgrade.vat) ?? (isContract(upgrade.vat) ? 'contract' : undefined);
    const alone = new Set(targets.map(({ kind }) => kind)).size === 1 ? targets[0]?.kind : undefined;
    return { ...place, kind: known ?? alone ?? 'vat', name: commonName(upgrade.vat, plan), upgrade };
  });
  const others = targets
    .filter(({ kind }) => (kind !== 'vat' && kind !== 'contract') || stated.length === 0)
    .map(({ kind, vat }): Use => ({ ...place, kind, name: commonName(vat, plan), upgrade: null }));
  return [...stated, ...others];
}

const isContract = (vat: string): boolean => vat.startsWith('zcf-');

/** A plan as the rules see it, computed once for all of them. */
export function ruleInput(plan: Plan, facts: PlanFacts): RuleInput {
  const uses = plan.steps.flatMap((step, at) =>
    step.kind === 'act' ? [] : step.proposals.flatMap((proposal) => usesOf(plan, { proposal, step, at })),
  );
  const upgrades = uses.flatMap((use) => {
    if (use.kind !== 'vat' && use.kind !== 'contract') return [];
    return { ...use, upgrade: use.upgrade ?? { vat: use.name, bundle: null, incarnation: null } };
  });
  return { plan, facts, find: vatFinder(facts.vats ?? [], plan), uses, upgrades };
}

/** How a proposal is called where it has no vat of its own to name. */
export function proposalName({ proposal }: Pick<Use, 'proposal'>): string {
  const entry = entryOf(proposal);
  return (entry?.script ?? proposal.module).split('/').at(-1)?.replace(/\.js$/, '') ?? proposal.module;
}
