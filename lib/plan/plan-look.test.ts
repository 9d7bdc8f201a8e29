import { describe, expect, it } from 'vitest';
import { planLook } from '@/lib/plan/plan-look';
import type { ApprovalView } from '@/lib/plan/plan-view';

const decision = (of: Partial<ApprovalView>): ApprovalView => ({
  id: 'a',
  digest: 'd',
  actor: 'operator',
  decision: 'approve',
  reason: null,
  createdAt: 0,
  withdrawnAt: null,
  stale: false,
  ...of,
});
const word = (approvals: ApprovalView[], approved = false) =>
  planLook({ state: 'draft', approvals, approved }).word;

describe('planLook', () => {
  it('says approved only of the current digest', () => {
    expect(word([])).toBe('not approved');
    expect(word([decision({ stale: true })])).toBe('not approved');
    expect(word([decision({})], true)).toBe('approved');
  });

  it('a decline that stands outweighs, one that is stale or withdrawn does not', () => {
    expect(word([decision({ decision: 'decline' })])).toBe('declined');
    expect(word([decision({ decision: 'decline', stale: true })])).toBe('not approved');
    expect(word([decision({ decision: 'decline', withdrawnAt: 1 })])).toBe('not approved');
  });
});
