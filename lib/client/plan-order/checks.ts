import { checkPlan } from '@/lib/plan/check';
import type { Plan } from '@/lib/plan/plan';
import type { Violation } from '@/lib/plan/violation';

const known = new WeakMap<Plan, readonly Violation[]>();

/** The rules that a plan breaks, worked out once for each plan: a page asks for the same one from many places. */
export function checksOf(plan: Plan): readonly Violation[] {
  const before = known.get(plan);
  if (before) return before;
  const violations = checkPlan(plan);
  known.set(plan, violations);
  return violations;
}

/** What `after` breaks and `before` did not; `brokenBy` with what is worked out already. */
export function newlyBroken(before: Plan, after: Plan): readonly Violation[] {
  const keys = new Set(checksOf(before).map(({ key }) => key));
  return checksOf(after).filter(({ key }) => !keys.has(key));
}
