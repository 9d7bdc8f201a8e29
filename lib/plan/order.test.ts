import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '@/lib/plan/check';
import { orderForMe } from '@/lib/plan/order';
import { PAST_UPGRADES, planOfPast } from '@/lib/plan/past-upgrades';
import type { Constraint, Plan } from '@/lib/plan/plan';
import { ordersOf } from '@/lib/plan/rules/order-rules';
import { ruleInput } from '@/lib/plan/rules/rule';
import { anyPlan, plan } from '@/lib/plan/test/draw-plan';

/** `a>b`: a before b. */
const rules = (text: string): Constraint[] =>
  text.split(' ').flatMap((pair) => {
    const [first, then] = pair.split('>');
    if (!first || !then) return [];
    const facts = { strength: 'hard', reason: 'ours', link: null } as const;
    return [{ ...facts, id: pair, first: { vat: first }, then: { vat: then } }];
  });
const ordered = (of: Plan): string => {
  const result = orderForMe(of);
  return result.ok
    ? result.value.map(({ title }) => title).join(', ')
    : `loop ${result.error.loop.join(' ')}`;
};

describe('orderForMe', () => {
  it.each([
    ['a, b, c', '', 'a, b, c'],
    ['a, b, c', 'c>a', 'c, a, b'],
    ['a, b, c, d', 'd>b c>a', 'c, a, d, b'],
    ['bank, ~wait, bridge, x', '', '~'],
    ['a, b, c', 'a>b b>c c>a', 'loop a b c'],
    ['x, a, b', 'a>b b>a', 'loop a b'],
    ['a+b, c', 'a>b', 'a+b, c'],
    ['a, ~wait, b', 'b>a', 'wait, b, a'],
    ['bank, bridge', 'bank>bridge', 'bank, bridge'],
  ])('%s with %s', (text, own, expected) => {
    const result = ordered(plan(text, { constraints: rules(own) }));
    expect(result).toBe(expected === '~' ? 'wait, bridge, bank, x' : expected);
  });

  const pair = fc.tuple(
    fc.constantFrom('bridge', 'zoe', 'bank', 'v43'),
    fc.constantFrom('bridge', 'zoe', 'bank', 'v43'),
  );
  const anyOrder = fc
    .tuple(anyPlan, fc.uniqueArray(pair, { maxLength: 3, selector: String }))
    .map(([of, pairs]) => ({
      ...of,
      constraints: rules(pairs.map(([a, b]) => `${a}>${b}`).join(' ')),
    }));

  it('keeps every step, satisfies every rule that an order can, and leaves an order that is right', () => {
    fc.assert(
      fc.property(anyOrder, (of) => {
        const result = orderForMe(of);
        if (!result.ok) return;
        expect(new Set(result.value)).toEqual(new Set(of.steps));
        const after = { ...of, steps: result.value };
        expect(ordersOf(ruleInput(after, {})).filter(({ a, b }) => a.at > b.at)).toEqual([]);
        expect(orderForMe(after)).toEqual({ ok: true, value: result.value });
        const wrong = ordersOf(ruleInput(of, {})).some(({ a, b }) => a.at > b.at);
        expect(result.value === of.steps).toBe(!wrong);
      }),
      { numRuns: 1000 },
    );
  });

  it('names a loop only where the rules of the plan contradict each other', () => {
    fc.assert(
      fc.property(anyOrder, (of) => {
        const result = orderForMe(of);
        if (result.ok) return;
        const { loop } = result.error;
        const at = (title: string) => of.steps.findIndex((step) => step.title === title);
        const demanded = ordersOf(ruleInput(of, {})).map(({ a, b }) => `${a.at} ${b.at}`);
        const links = loop.map((title, i) => [at(title), at(loop[(i + 1) % loop.length] ?? '')] as const);
        for (const [a, b] of links)
          expect(demanded.includes(`${a} ${b}`) || (of.steps[a]?.kind === 'act' && b === a + 1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('orders past upgrades so that no order is broken, or leaves them', () => {
    for (const past of PAST_UPGRADES) {
      const before = planOfPast(past);
      const result = orderForMe(before);
      expect(result.ok).toBe(true);
      const after = { ...before, steps: result.ok ? result.value : [] };
      const left = checkPlan(after).filter(
        ({ rule, stepIds }) => /-before-|-after-|first/.test(rule) && stepIds.length > 1,
      );
      expect(left).toEqual([]);
    }
  });
});
