import { describe, expect, it } from 'vitest';
import { planLook, vatWords } from '@/lib/plan/plan-look';
import type { PlanState } from '@/lib/plan/plan-view';
import { drawnVerdict } from '@/lib/plan/test/draw-plan-view';

const word = (state: PlanState, verdict = {}) => planLook({ state, verdict: drawnVerdict(verdict) }).word;

describe('planLook', () => {
  it('says approved and declined only of a plan in review, and otherwise its state', () => {
    expect(word('draft', { declinedBy: ['ann'] })).toBe('draft');
    expect(word('in-review')).toBe('in review');
    expect(word('in-review', { approved: true })).toBe('approved');
    expect(word('in-review', { declinedBy: ['ann'] })).toBe('declined');
    expect(word('superseded')).toBe('superseded');
    expect(word('withdrawn')).toBe('withdrawn');
  });
});

describe('vatWords', () => {
  it('names the first and counts the rest', () => {
    expect(vatWords({ vats: ['bridge', 'bank'], vatCount: 2 })).toBe('bridge → bank');
    expect(vatWords({ vats: ['bridge', 'bank'], vatCount: 5 })).toBe('bridge → bank and 3 more');
    expect(vatWords({ vats: [], vatCount: 0 })).toBe('');
  });
});
