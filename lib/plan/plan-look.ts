import { type Plan, upgradesOf } from '@/lib/plan/plan';
import type { PlanHead } from '@/lib/plan/plan-view';

export type PlanLook = { look: 'waiting' | 'done' | 'failed'; word: string };

/** How a plan's state is shown. "Approved" is said of the current digest only, and only while it is in review. */
export function planLook({ state, verdict }: Pick<PlanHead, 'state' | 'verdict'>): PlanLook {
  if (state !== 'in-review') return { look: 'waiting', word: state };
  if (verdict.approved) return { look: 'done', word: 'approved' };
  return verdict.declinedBy.length > 0
    ? { look: 'failed', word: 'declined' }
    : { look: 'waiting', word: 'in review' };
}

/** As many vats as a list or a dialog names before it counts. */
export const SHOWN_VATS = 12;

/** The order of a plan's vats at a glance: "bridge → bank → zoe", "… and 3 more" where there are many. */
export function vatWords({
  vats,
  vatCount,
}: {
  readonly vats: readonly string[];
  readonly vatCount: number;
}): string {
  const more = vatCount - vats.length;
  return `${vats.join(' → ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The vats a plan means to upgrade, in order, each named once. */
export const plannedVats = ({ plan }: { readonly plan: Pick<Plan, 'steps'> }): string[] => [
  ...new Set(plan.steps.flatMap((step) => upgradesOf(step).map(({ vat }) => vat))),
];
