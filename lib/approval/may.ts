import type { PlanState } from '@/lib/plan/plan-view';

/** What somebody may want to do with a plan. */
export const PLAN_VERBS = ['edit', 'approve', 'decline', 'withdraw', 'rehearse'] as const;
export type PlanVerb = (typeof PLAN_VERBS)[number];

/** `yes`, or why not, in words that stand beside the disabled button. */
type Answer = 'yes' | `${string}.`;

const CLOSED = {
  superseded: 'Another plan took this one’s place.',
  withdrawn: 'This plan was withdrawn.',
} as const;

/**
 * Verb × state. Only open plans change or are decided on (STYLE.md habit 9); a closed plan may still be rehearsed, as a rehearsal
 * changes nothing and names the digest that it executed.
 */
const TABLE: Readonly<Record<PlanVerb, Readonly<Record<PlanState, Answer>>>> = {
  edit: { draft: 'yes', 'in-review': 'yes', ...CLOSED },
  approve: { draft: 'yes', 'in-review': 'yes', ...CLOSED },
  decline: { draft: 'yes', 'in-review': 'yes', ...CLOSED },
  withdraw: { draft: 'yes', 'in-review': 'yes', ...CLOSED },
  rehearse: { draft: 'yes', 'in-review': 'yes', superseded: 'yes', withdrawn: 'yes' },
};

/** Whether the verb is allowed in this state, and if not, why: the button, the door and the tests read the same table. */
export function mayPlan(
  verb: PlanVerb,
  plan: { readonly state: PlanState },
): { readonly ok: true } | { readonly ok: false; readonly reason: string } {
  const answer = TABLE[verb][plan.state];
  return answer === 'yes' ? { ok: true } : { ok: false, reason: answer };
}
