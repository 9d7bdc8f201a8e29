import { err, ok, type Result } from '@/lib/base/result';
import type { Plan, Step } from '@/lib/plan/plan';
import { ordersOf } from '@/lib/plan/rules/order-rules';
import { type PlanFacts, ruleInput } from '@/lib/plan/rules/rule';

/** What must stand before each step, by its place. An act belongs to the step that it comes before. */
function before(plan: Plan, facts: PlanFacts): ReadonlySet<number>[] {
  const needs = plan.steps.map((): Set<number> => new Set());
  for (const { a, b } of ordersOf(ruleInput(plan, facts))) if (a.at !== b.at) needs[b.at]?.add(a.at);
  plan.steps.forEach((step, at) => {
    if (step.kind === 'act') needs[at + 1]?.add(at);
  });
  return needs;
}

type Walk = {
  readonly needs: readonly ReadonlySet<number>[];
  readonly order: number[];
  readonly path: number[];
};

/** Takes a place with all it needs before it; the loop of places if it needs itself. */
function take(at: number, walk: Walk): readonly number[] | null {
  if (walk.order.includes(at)) return null;
  const start = walk.path.indexOf(at);
  if (start !== -1) return walk.path.slice(start);
  walk.path.push(at);
  for (const need of [...(walk.needs[at] ?? [])].sort((a, b) => a - b)) {
    const loop = take(need, walk);
    if (loop) return loop;
  }
  walk.path.pop();
  walk.order.push(at);
  return null;
}

/** The same loop, beginning with the step that stands first in the plan. */
function fromFirst(loop: readonly number[]): readonly number[] {
  const start = loop.indexOf(Math.min(...loop));
  return [...loop.slice(start), ...loop.slice(0, start)];
}

/**
 * The steps in an order that all rules of order allow, built in and the plan's own; what must come earlier is put just before the
 * first that needs it, and everything else stays in the order that it has. Where rules contradict each other: the titles of the
 * steps in the loop, each before the next and the last before the first.
 */
export function orderForMe(
  plan: Plan,
  facts: PlanFacts = {},
): Result<readonly Step[], { readonly loop: readonly string[] }> {
  const walk: Walk = { needs: before(plan, facts), order: [], path: [] };
  for (const at of plan.steps.keys()) {
    const loop = take(at, walk);
    if (loop)
      return err({ loop: fromFirst(loop.toReversed()).map((place) => plan.steps[place]?.title ?? '') });
  }
  const steps = walk.order.flatMap((at) => plan.steps[at] ?? []);
  return ok(steps.every((step, at) => step === plan.steps[at]) ? plan.steps : steps);
}
