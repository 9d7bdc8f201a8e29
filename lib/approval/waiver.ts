import type { Violation } from '@/lib/plan/violation';

/** A second person's word that a violated hard rule may stay violated. `steps` is the mark of the steps that it was about. */
export type Waiver = {
  readonly key: string;
  readonly digest: string;
  readonly actor: string;
  readonly steps: string | null;
  readonly withdrawnAt: number | null;
};

/** The plan that waivers are held against. `mark` names the content of a violation's steps, wherever they stand; null when it is about none. */
export type WaiverCase = {
  readonly digest: string;
  readonly editors: readonly string[];
  readonly violations: readonly Violation[];
  readonly mark: (violation: Violation) => string | null;
};

export type Standing = { readonly holds: true } | { readonly holds: false; readonly why: string };

const no = (why: string): Standing => ({ holds: false, why });

function standingOf(waiver: Waiver, plan: WaiverCase): Standing {
  if (waiver.withdrawnAt !== null) return no('It was withdrawn.');
  const violation = plan.violations.find(({ key, strength }) => key === waiver.key && strength === 'hard');
  if (!violation) return no('The rule is not violated any more.');
  if (plan.editors.includes(waiver.actor))
    return no(`${waiver.actor} edited the plan since, so somebody else must waive this.`);
  if (waiver.digest === plan.digest) return { holds: true };
  const mark = plan.mark(violation);
  if (mark === null) return no('The plan was changed since.');
  return mark === waiver.steps ? { holds: true } : no('The steps that it was about were changed since.');
}

/**
 * Which waivers hold for a plan as it is now. A changed plan keeps a waiver only where the same rule is violated by steps whose
 * content is what it was when waived; by position alone it does not lapse.
 */
export const retainWaivers = <W extends Waiver>(
  waivers: readonly W[],
  plan: WaiverCase,
): { readonly waiver: W; readonly standing: Standing }[] =>
  waivers.map((waiver) => ({ waiver, standing: standingOf(waiver, plan) }));

/** The hard violations that nothing waives, by key, in the order of the violations. */
export function openHardKeys(waivers: readonly Waiver[], plan: WaiverCase): string[] {
  const held = new Set(
    retainWaivers(waivers, plan).flatMap(({ waiver, standing }) => (standing.holds ? [waiver.key] : [])),
  );
  const hard = plan.violations.filter(({ key, strength }) => strength === 'hard' && !held.has(key));
  return [...new Set(hard.map(({ key }) => key))];
}
