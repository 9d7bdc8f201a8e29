import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PLAN_PAGE, formatPlanPage, parsePlanPage } from '@/lib/url/plan-page-view';

const revision = fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: null });
const view = fc.record({
  tab: fc.constantFrom(
    'steps' as const,
    'review' as const,
    'rules' as const,
    'history' as const,
    'audit' as const,
  ),
  step: fc.option(fc.string({ minLength: 1, maxLength: 40 }), { nil: null }),
  from: revision,
  to: revision,
});

describe('plan page view', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(parsePlanPage(new URLSearchParams(formatPlanPage(one)))).toEqual(one);
      }),
    );
  });

  it('falls back part by part and never throws', () => {
    expect(formatPlanPage(DEFAULT_PLAN_PAGE)).toBe('');
    expect(parsePlanPage(new URLSearchParams('tab=nothing&from=-3&to=2'))).toEqual({
      ...DEFAULT_PLAN_PAGE,
      to: 2,
    });
    expect(parsePlanPage(new URLSearchParams('v=9&tab=history'))).toEqual(DEFAULT_PLAN_PAGE);
    fc.assert(
      fc.property(fc.string(), (text) => {
        parsePlanPage(new URLSearchParams(text));
      }),
    );
  });
});
