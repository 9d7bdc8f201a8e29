import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { checksOf, newlyBroken } from '@/lib/client/plan-order/checks';
import { brokenBy, checkPlan } from '@/lib/plan/check';
import { anyPlan } from '@/lib/plan/test/draw-plan';

it('says what the rules say, however often it is asked', () => {
  fc.assert(
    fc.property(anyPlan, anyPlan, (before, after) => {
      expect(checksOf(after)).toEqual(checkPlan(after));
      expect(checksOf(after)).toBe(checksOf(after));
      expect(newlyBroken(before, after)).toEqual(brokenBy(before, after));
    }),
    { numRuns: 50 },
  );
});
