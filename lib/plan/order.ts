import { err, ok, type Result } from '@/lib/base/result';
import type { Plan, Step } from '@/lib/plan/plan';
import { type Order, ordersOf, SUBSCRIBERS } from '@/lib/plan/rules/order-rules';
import { type PlanFacts, ruleInput } from '@/lib/plan/rules/rule';

/**
 * Adds what is only wished, in the order of the wishes, each unless it contradicts what is demanded or was wished before it: two vats
 * may listen to each other in a ring, and no order pleases all.
 */
function addWishes(needs: readonly Set<number>[], wishes: readonly Order[]): void {
  if (wishes.length === 0) return;
  const above = needs.map((_, at) => allAbove(needs, at));
  for (const { a, b } of wishes) {
    const [over, under] = [above[a.at], above[b.at]];
    if (!over || !under || a.at === b.at || over.has(b.at) || under.has(a.at)) continue;
    needs[b.at]?.add(a.at);
    const news = [a.at, ...over];
    above.forEach((set, at) => {
      if (at === b.at || set.has(b.at)) for (const place of news) set.add(place);
    });
  }
}

/** All places that must come before this one, however far. */
function allAbove(needs: readonly ReadonlySet<number>[], at: number): Set<number> {
  const found = new Set<number>();
  const open = [at];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    for (const need of needs[place] ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

/** What must stand before each step, by its place. An act belongs to the step that it comes before. */
function before(plan: Plan, facts: PlanFacts): ReadonlySet<number>[] {
  const needs = plan.steps.map((): Set<number> => new Set());
  const orders = ordersOf(ruleInput(plan, facts));
  const isWish = ({ rule }: Order): boolean => rule === SUBSCRIBERS;
  for (const order of orders)
    if (order.a.at !== order.b.at && !isWish(order)) needs[order.b.at]?.add(order.a.at);
  plan.steps.forEach((step, at) => {
    if (step.kind === 'act') needs[at + 1]?.add(at);
  });
  addWishes(needs, orders.filter(isWish));
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
 * first that needs it, and everything else stays in the order that it has. Publishers come before their subscribers where that
 * contradicts nothing else. Where rules contradict each other: the titles of the
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
