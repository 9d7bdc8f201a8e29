import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseMove, moveStep } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';
import { rehearsalStep } from '@/lib/plan/rehearsal-plan';

const steps = (names: string): Step[] => names.split('').map((id) => ({ ...rehearsalStep(id), id }));
const names = (of: readonly Step[]) => of.map(({ id }) => id).join('');
const anyMove = fc.record({
  stepId: fc.constantFrom('a', 'b', 'c', 'd', 'x'),
  to: fc.integer({ min: -3, max: 8 }),
});

describe('moveStep', () => {
  it('puts a step where it was asked to go', () => {
    expect(names(moveStep(steps('abcd'), { stepId: 'a', to: 2 }))).toBe('bcad');
    expect(names(moveStep(steps('abcd'), { stepId: 'd', to: 0 }))).toBe('dabc');
  });

  it('takes places outside as the nearest end and leaves strangers alone', () => {
    expect(names(moveStep(steps('abc'), { stepId: 'a', to: 99 }))).toBe('bca');
    const same = steps('abc');
    expect(moveStep(same, { stepId: 'x', to: 0 })).toBe(same);
    expect(moveStep(same, { stepId: 'b', to: 1 })).toBe(same);
  });

  it('keeps every step and the order of the others', () => {
    fc.assert(
      fc.property(anyMove, (move) => {
        const before = steps('abcd');
        const after = moveStep(before, move);
        expect(names(after).split('').sort().join('')).toBe('abcd');
        const others = (of: readonly Step[]) => names(of.filter(({ id }) => id !== move.stepId));
        expect(others(after)).toBe(others(before));
      }),
    );
  });

  it('is taken back by its inverse', () => {
    fc.assert(
      fc.property(anyMove, (move) => {
        const before = steps('abcd');
        const back = inverseMove(before, move);
        const after = moveStep(before, move);
        expect(names(back ? moveStep(after, back) : after)).toBe('abcd');
      }),
    );
  });
});
