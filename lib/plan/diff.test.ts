import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffPlans, sayChange } from '@/lib/plan/diff';
import { canonicalJson, digestPlan } from '@/lib/plan/digest';
import type { Plan } from '@/lib/plan/plan';
import { DEFAULT_POLICY } from '@/lib/plan/policy';
import { anyPlan, codeStep, plan, proposalOf } from '@/lib/plan/test/draw-plan';

const say = (a: Plan, b: Plan) => diffPlans(a, b).map(sayChange);
const digest = (of: Plan) => digestPlan(of, (text) => createHash('sha256').update(text).digest('hex'));
const changed: fc.Arbitrary<Plan> = fc
  .tuple(anyPlan, fc.constantFrom('', 'n'), fc.constantFrom(null, { height: 5 }), fc.constantFrom(1, 2))
  .map(([of, notes, target, count]) => ({
    ...of,
    notes,
    target,
    policy: { ...DEFAULT_POLICY, needs: [{ roles: ['approver' as const], count }] },
  }));

describe('the difference of two plans', () => {
  it('is nothing exactly if they are equal, whatever differs', () => {
    fc.assert(
      fc.property(changed, changed, (a, b) => {
        expect(diffPlans(a, b).length === 0).toBe(canonicalJson(a) === canonicalJson(b));
        expect(diffPlans(a, structuredClone(a))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('without effect leaves the digest, and a new digest has a change with effect', () => {
    fc.assert(
      fc.property(changed, changed, (a, b) => {
        if (digest(a) !== digest(b)) expect(diffPlans(a, b).some(({ effect }) => effect)).toBe(true);
        if (!diffPlans(a, b).some(({ effect }) => effect)) expect(digest(a)).toBe(digest(b));
      }),
      { numRuns: 500 },
    );
  });

  it('says as few moves as explain the order', () => {
    expect(say(plan('a, b, c, d'), plan('b, c, d, a'))).toEqual(['Moved "a" from step 1 to step 4.']);
    expect(say(plan('a, b'), plan('b, x'))).toEqual([
      'Removed "a", which was step 1.',
      'Added "x" as step 2.',
    ]);
  });

  it('says of a step that keeps its number what it was moved past, not to where it was', () => {
    expect(say(plan('a, b'), plan('x, b, a'))).toEqual([
      'Added "x" as step 1.',
      'Moved "b" past others; it is step 2 still.',
    ]);
  });

  it('says what of a step and of the plan is another', () => {
    const before = plan('', { steps: [codeStep('s', [proposalOf('bank')])] });
    const after: Plan = {
      ...before,
      target: { from: 5, to: 9 },
      steps: [{ ...codeStep('s', [proposalOf('zoe')], 'why'), title: 'Zoe' }],
    };
    expect(say(before, after)).toEqual([
      'Changed the target: not known → heights 5 to 9.',
      'Changed "Zoe": was called "s"; no more @x/upgrade-bank.js defaultProposalBuilder() for bank; now @x/upgrade-zoe.js defaultProposalBuilder() for zoe; declared safe together: why.',
    ]);
  });

  it('names every kind of change in words of its own', () => {
    fc.assert(
      fc.property(changed, changed, (a, b) => {
        for (const words of say(a, b)) expect(words).toMatch(/^(Added|Removed|Moved|Changed) .+\.$/s);
      }),
    );
  });
});
