import { describe, expect, it } from 'vitest';
import { drawnVerdict } from '@/lib/plan/draw-plan-view';
import { planLook } from '@/lib/plan/plan-look';
import type { PlanState } from '@/lib/plan/plan-view';

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
