import type { JsonValue } from '@/lib/plan/json-value';
import type { ApprovalPolicy } from '@/lib/plan/policy';

/**
 * A plan: the sequence of core evals that upgrades vats, as it would happen, with the acts of people between them.
 * The same JSON is shown in the browser, digested for approval and executed by the rehearsal; public/schema/plan-2.json publishes it.
 */
export const PLAN_SCHEMA = 'vatdeck/plan@2';

/** What a builder exports unless somebody says otherwise (agoric-sdk packages/deploy-script-support/src/extract-proposal.js). */
export const DEFAULT_ENTRYPOINT = 'defaultProposalBuilder';

export type Plan = {
  readonly schema: typeof PLAN_SCHEMA;
  /** Chain id the plan is for, e.g. `agoric-3`; the built-in rehearsal's chain is `vatdeck-rehearsal`. */
  readonly chain: string;
  readonly upgradeName: string;
  /** At which height, or in which window of heights; null while it is not known. */
  readonly target: Target | null;
  readonly steps: readonly Step[];
  /** Changed by the host before the first step (domain/plan-formats.md 4). */
  readonly vatOptionUpdates: readonly VatOptionUpdate[];
  /** The plan's own rules of order, beside the built-in ones. */
  readonly constraints: readonly Constraint[];
  readonly policy: ApprovalPolicy;
  readonly notes: string;
  readonly links: readonly Link[];
};

export type Target = { readonly height: number } | { readonly from: number; readonly to: number };

/** `url` is https. */
export type Link = { readonly label: string; readonly url: string };

export type Step = CoreEvalStep | ActStep;

/** One core eval, executed in a run of its own; its proposals start together. `id` only names it in views. */
export type CoreEvalStep = {
  readonly kind: 'core-eval';
  readonly id: string;
  readonly title: string;
  readonly proposals: readonly Proposal[];
  /** Why several upgrades in this one run are safe; null: nobody declared it. */
  readonly together: string | null;
  readonly notes: string;
  readonly links: readonly Link[];
};

export const ACTS = ['wait', 'terminate', 'other'] as const;

/** Something that people do and no code: it has no number on the chain and a rehearsal passes over it. */
export type ActStep = {
  readonly kind: 'act';
  readonly id: string;
  readonly title: string;
  readonly act: (typeof ACTS)[number];
  /** For what is waited, which instance is terminated, what is done. */
  readonly what: string;
  readonly proposals: readonly [];
  readonly notes: string;
  readonly links: readonly Link[];
};

/** Module, entrypoint and args as `coreProposals` writes them (domain/plan-formats.md 2), and the vats it means to upgrade. */
export type Proposal = {
  readonly module: string;
  readonly entrypoint: string;
  readonly args: readonly unknown[];
  readonly upgrades: readonly PlannedUpgrade[];
};

/**
 * `bundle` is a bundle id `b1-…` or, for the built-in rehearsal, the name of one of its bundles; `incarnation` is the one expected
 * after the upgrade. Null: not known.
 */
export type PlannedUpgrade = {
  readonly vat: string;
  readonly bundle: string | null;
  readonly incarnation: number | null;
};

export type VatOptionUpdate = {
  readonly vatID: string;
  readonly label: string | null;
  readonly options: Readonly<Record<string, JsonValue>>;
};

/** `first` happens before `then`, where both are in the plan. */
export type Constraint = {
  readonly id: string;
  readonly first: Subject;
  readonly then: Subject;
  readonly strength: 'hard' | 'advisory';
  readonly reason: string;
  readonly link: string | null;
};
export type Subject = { readonly vat: string } | { readonly module: string };

/** The steps that are code, in order: their places are the step numbers of slogs and rehearsals (`x/upgrade-N`, `N.i`). */
export const codeSteps = ({ steps }: Pick<Plan, 'steps'>): readonly CoreEvalStep[] =>
  steps.filter((step) => step.kind === 'core-eval');

/** Everything that a step means to upgrade, in order. */
export const upgradesOf = (step: Step): readonly PlannedUpgrade[] =>
  step.proposals.flatMap(({ upgrades }) => upgrades);
