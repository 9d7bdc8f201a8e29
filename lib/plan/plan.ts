/**
 * A plan: the sequence of core evals that upgrades vats, as it would happen.
 * The same JSON is shown in the browser, digested for approval and executed by the rehearsal.
 */
export const PLAN_SCHEMA = 'vatdeck/plan@1';

export type Plan = {
  readonly schema: typeof PLAN_SCHEMA;
  /** Chain id the plan is for, e.g. `agoric-3`; the built-in rehearsal's chain is `vatdeck-rehearsal`. */
  readonly chain: string;
  readonly upgradeName: string;
  readonly steps: readonly Step[];
};

/** One core eval, executed in a run of its own; its proposals start together. `id` only names it in views. */
export type Step = {
  readonly id: string;
  readonly title: string;
  readonly proposals: readonly Proposal[];
};

/** Module, entrypoint and args as `coreProposals` writes them (domain/plan-formats.md 2), and the vats it means to upgrade. */
export type Proposal = {
  readonly module: string;
  readonly entrypoint: string;
  readonly args: readonly unknown[];
  readonly upgrades: readonly PlannedUpgrade[];
};

/** `bundle` is a bundle id `b1-…` or, for the built-in rehearsal, the name of one of its bundles. */
export type PlannedUpgrade = { readonly vat: string; readonly bundle: string | null };
