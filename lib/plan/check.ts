import type { Plan, Step } from '@/lib/plan/plan';
import { CHAIN_RULES } from '@/lib/plan/rules/chain-rules';
import { FACT_RULES } from '@/lib/plan/rules/fact-rules';
import { type Order, ordersOf } from '@/lib/plan/rules/order-rules';
import { type PlanFacts, quoted, type Rule, type RuleInput, ruleInput, stepNo } from '@/lib/plan/rules/rule';
import { VAT_RULES } from '@/lib/plan/rules/vat-rules';
import type { Violation } from '@/lib/plan/violation';

/** Every built-in rule but those of order, which are `ORDER_RULES`. */
export const RULES: readonly Rule[] = [...VAT_RULES, ...CHAIN_RULES, ...FACT_RULES];

const idsOf = (steps: readonly Step[]): string[] => [...new Set(steps.map(({ id }) => id))];

function byRule(rule: Rule, input: RuleInput): Violation[] {
  const { id, strength, reason, link, needs = [] } = rule;
  if (needs.some((fact) => input.facts[fact] === undefined)) return [];
  return rule.find(input).map(({ about, steps, message }) => ({
    key: `${id}:${about}`,
    rule: id,
    strength,
    stepIds: idsOf(steps),
    message,
    reason,
    link,
  }));
}

const isKept = ({ a, b }: Order): boolean => a.at < b.at;

function sayOrder({ a, b, demands }: Order): string {
  const how =
    a.at === b.at
      ? `both are in ${quoted(a.step)} (${stepNo(a)})`
      : `${quoted(b.step)} (${stepNo(b)}) comes before ${quoted(a.step)} (${stepNo(a)})`;
  return `${demands.charAt(0).toUpperCase()}${demands.slice(1)}; here ${how}.`;
}

const ofOrder = (order: Order): Violation => ({
  key: order.key,
  rule: order.rule,
  strength: order.strength,
  stepIds: idsOf([order.a.step, order.b.step]),
  message: sayOrder(order),
  reason: order.reason,
  link: order.link,
});

/** One violation per key; it is about the steps of all. */
function merged(violations: readonly Violation[]): Violation[] {
  const byKey = new Map<string, Violation>();
  for (const violation of violations) {
    const known = byKey.get(violation.key);
    const stepIds = known ? [...new Set([...known.stepIds, ...violation.stepIds])] : violation.stepIds;
    byKey.set(violation.key, { ...(known ?? violation), stepIds });
  }
  return [...byKey.values()];
}

/**
 * The rules that a plan breaks, hard ones first. Rules that need facts which are not given do not speak: see `unchecked`.
 * Keys are unique and do not depend on where steps stand.
 */
export function checkPlan(plan: Plan, facts: PlanFacts = {}): Violation[] {
  const input = ruleInput(plan, facts);
  const broken = ordersOf(input).filter((order) => !isKept(order));
  const found = [...RULES.flatMap((rule) => byRule(rule, input)), ...broken.map(ofOrder)];
  const all = merged(found);
  return [
    ...all.filter(({ strength }) => strength === 'hard'),
    ...all.filter(({ strength }) => strength === 'advisory'),
  ];
}

/** What could not be checked because the facts say nothing of it, one sentence each. */
export function unchecked(plan: Plan, facts: PlanFacts = {}): string[] {
  const missing = RULES.filter(({ needs = [] }) => needs.some((fact) => facts[fact] === undefined));
  const rules = plan.steps.length === 0 ? [] : missing.map(({ demands }) => demands);
  const pairs =
    facts.subscriptions === undefined && plan.steps.length > 1
      ? ['publishers are upgraded before their subscribers']
      : [];
  return [...rules, ...pairs].map((demands) => `Not checked: ${demands}.`);
}

/** The rules that `after` breaks and `before` did not: why a move is not wise. */
export function brokenBy(before: Plan, after: Plan, facts: PlanFacts = {}): Violation[] {
  const known = new Set(checkPlan(before, facts).map(({ key }) => key));
  return checkPlan(after, facts).filter(({ key }) => !known.has(key));
}
