import { checkPlan } from '@/lib/plan/check';
import type { Plan } from '@/lib/plan/plan';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import type { Violation } from '@/lib/plan/violation';

/** Of a plan without an inventory. One value, so that what is worked out with it is found again. */
export const NO_FACTS: PlanFacts = {};

const known = new WeakMap<PlanFacts, WeakMap<Plan, readonly Violation[]>>();

/** The rules that a plan breaks, worked out once for each plan and facts: a page asks for the same one from many places. */
export function checksOf(plan: Plan, facts: PlanFacts = NO_FACTS): readonly Violation[] {
  const plans = known.get(facts) ?? new WeakMap<Plan, readonly Violation[]>();
  known.set(facts, plans);
  const before = plans.get(plan);
  if (before) return before;
  const violations = checkPlan(plan, facts);
  plans.set(plan, violations);
  return violations;
}

/** What `after` breaks and `before` did not; `brokenBy` with what is worked out already. */
export function newlyBroken(before: Plan, after: Plan, facts: PlanFacts = NO_FACTS): readonly Violation[] {
  const keys = new Set(checksOf(before, facts).map(({ key }) => key));
  return checksOf(after, facts).filter(({ key }) => !keys.has(key));
}
