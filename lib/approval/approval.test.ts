import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayPlan, PLAN_VERBS } from '@/lib/approval/may';
import { type Decision, isApproved, isApprovedAt, standingDecision } from '@/lib/approval/policy';
import { afterChange, isStale } from '@/lib/approval/staleness';

/** `ann +A @1` is Ann's approval of digest A at time 1; `-` declines; `@1..3` was withdrawn at 3. */
function decisions(text: string): Decision[] {
  return text.split(';').flatMap((part) => {
    const match = /^\s*(\w+) ([+-])(\w) @(\d+)(?:\.\.(\d+))?\s*$/.exec(part);
    if (!match) return [];
    const [, actor = '', sign, digest = '', createdAt, withdrawnAt] = match;
    return [
      {
        actor,
        digest,
        decision: sign === '+' ? ('approve' as const) : ('decline' as const),
        createdAt: Number(createdAt),
        withdrawnAt: withdrawnAt === undefined ? null : Number(withdrawnAt),
      },
    ];
  });
}

describe('approved', () => {
  it.each([
    ['', false],
    ['ann +A @1', true],
    ['ann +B @1', false],
    ['ann +A @1; bob -A @2', false],
    ['ann +A @1; bob -B @2', true],
    ['ann +A @1; bob -A @2..3', true],
    ['ann +A @1..2', false],
    ['bob -A @1', false],
  ])('%s → %s for digest A', (text, expected) => expect(isApproved(decisions(text), 'A')).toBe(expected));

  it('is a question of the time too: a run keeps what was true when it started', () => {
    const all = decisions('ann +A @2..5; bob -A @4');
    expect([1, 2, 3, 4, 5].map((time) => isApprovedAt(all, 'A', time))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('does not depend on decisions about other digests', () => {
    const decision = fc.record({
      actor: fc.constantFrom('ann', 'bob'),
      digest: fc.constantFrom('A', 'B'),
      decision: fc.constantFrom('approve' as const, 'decline' as const),
      createdAt: fc.nat(5),
      withdrawnAt: fc.option(fc.nat(9)),
    });
    fc.assert(
      fc.property(fc.array(decision), (all) => {
        expect(isApproved(all, 'A')).toBe(
          isApproved(
            all.filter(({ digest }) => digest === 'A'),
            'A',
          ),
        );
      }),
    );
  });
});

describe('after a change', () => {
  it('an equal digest keeps decisions, another makes them stale, and a return brings them back', () => {
    const all = decisions('ann +A @1');
    expect(afterChange(all, 'A', 'A')).toBe('retain');
    expect(afterChange(all, 'A', 'B')).toBe('clear');
    expect(afterChange(all, 'B', 'A')).toBe('replace');
    expect(afterChange(decisions('ann +A @1..2'), 'B', 'A')).toBe('clear');
    expect(all.map((decision) => isStale(decision, 'B'))).toEqual([true]);
  });

  it('an actor stands by the newest decision that was not taken back', () => {
    const all = decisions('ann +A @1..2; ann -A @2; bob +A @3');
    expect(standingDecision(all, 'A', 'ann')?.decision).toBe('decline');
    expect(standingDecision(all, 'B', 'ann')).toBeUndefined();
  });
});

describe('may', () => {
  it('answers every verb in every state, and a no says why', () => {
    for (const verb of PLAN_VERBS)
      for (const state of ['draft', 'in-review', 'superseded', 'withdrawn'] as const) {
        const may = mayPlan(verb, { state });
        const closed = state === 'superseded' || state === 'withdrawn';
        expect(may.ok).toBe(verb === 'rehearse' || !closed);
        if (!may.ok) expect(may.reason).toMatch(/^This plan was|^Another plan/);
      }
  });
});
