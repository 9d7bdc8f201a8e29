import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyMissing, policyWords } from '@/components/plan/policy-words';
import { readTarget, targetForm, targetWords } from '@/components/plan/target-form';
import { DEFAULT_POLICY } from '@/lib/plan/policy';
import { drawnVerdict } from '@/lib/plan/test/draw-plan-view';

describe('a policy in words', () => {
  it('names numbers, roles and what else holds', () => {
    expect(policyWords(DEFAULT_POLICY)).toBe(
      '1 approval of approver or admin; editors’ own do not count; a decline blocks.',
    );
    const needs = [
      { roles: ['approver' as const], count: 2 },
      { roles: ['admin' as const], count: 1 },
    ];
    expect(policyWords({ needs, excludeEditors: false, declineBlocks: false, expiresAfterDays: 7 })).toBe(
      '2 approvals of approver and 1 approval of admin; editors may approve too; a decline does not block; approvals expire after 7 days.',
    );
  });

  it('says whose approval is missing', () => {
    const needs = [{ roles: ['approver' as const], count: 2, have: ['bob'] }];
    expect(policyMissing(drawnVerdict({ needs }))).toBe('1 more approval of approver');
    expect(policyMissing(drawnVerdict({ needs: [{ roles: ['admin'], count: 1, have: ['bob'] }] }))).toBe('');
  });
});

describe('a target', () => {
  it('reads back what its fields show', () => {
    const height = fc.integer({ min: 1, max: 999_999_999_999 });
    const target = fc.oneof(
      fc.constant(null),
      height.map((one) => ({ height: one })),
      fc.tuple(height, height).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
    );
    fc.assert(
      fc.property(target, (one) => {
        expect(readTarget(targetForm(one))).toEqual({ ok: true, value: one });
      }),
    );
  });

  it('takes thousands apart, refuses what is no height', () => {
    expect(readTarget({ from: '21,000,000', to: '' })).toEqual({ ok: true, value: { height: 21_000_000 } });
    expect(readTarget({ from: '0', to: '' }).ok).toBe(false);
    expect(readTarget({ from: '9', to: '8' }).ok).toBe(false);
    expect(readTarget({ from: '', to: '8' }).ok).toBe(false);
    expect(targetWords({ from: 1000, to: 2000 })).toBe('heights 1,000 to 2,000');
  });
});
