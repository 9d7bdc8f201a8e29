import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHistory } from '@/lib/approval/history';
import { inState } from '@/lib/approval/in-state';
import { judge } from '@/lib/approval/judge';
import { mayPlan, PLAN_VERBS } from '@/lib/approval/may';
import { type Decision, standingDecision } from '@/lib/approval/policy';
import { afterChange, isStale } from '@/lib/approval/staleness';
import { openHardKeys, retainWaivers, type Waiver, type WaiverCase } from '@/lib/approval/waiver';
import { ROLES, type Role } from '@/lib/people/role';
import { type ApprovalPolicy, DEFAULT_POLICY } from '@/lib/plan/policy';
import { drawnVerdict } from '@/lib/plan/test/draw-plan-view';
import type { Violation } from '@/lib/plan/violation';

const DAY = 86_400_000;

/** `ann +A @1` is Ann's approval of digest A on day 1; `-` declines; `@1..3` was withdrawn on day 3; `bob/admin` has other roles than approver. */
function decisions(text: string): Decision[] {
  return text.split(';').flatMap((part) => {
    const match = /^\s*(\w+)(?:\/(\w+))? ([+-])(\w) @(\d+)(?:\.\.(\d+))?\s*$/.exec(part);
    if (!match) return [];
    const [, actor = '', role, sign, digest = '', createdAt, withdrawnAt] = match;
    return [
      {
        actor,
        roles: ROLES.filter((known) => known === (role ?? 'approver')),
        digest,
        decision: sign === '+' ? ('approve' as const) : ('decline' as const),
        createdAt: Number(createdAt) * DAY,
        withdrawnAt: withdrawnAt === undefined ? null : Number(withdrawnAt) * DAY,
      },
    ];
  });
}

const policy = (of: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({ ...DEFAULT_POLICY, ...of });
const needing = (count: number, ...roles: Role[]) => policy({ needs: [{ roles, count }] });
const at = (of: { digest?: string; editors?: string[]; day?: number; open?: string[] } = {}) => ({
  digest: of.digest ?? 'A',
  editors: of.editors ?? [],
  now: (of.day ?? 9) * DAY,
  openHardKeys: of.open ?? [],
});

describe('judge', () => {
  it.each([
    ['', policy(), at(), false, 'It needs 1 more approval by an approver or admin.'],
    ['ann +A @1', policy(), at(), true, 'Approved by ann.'],
    ['ann/viewer +A @1', policy(), at(), false, 'It needs 1 more approval by an approver or admin.'],
    ['ann +B @1', policy(), at(), false, 'It needs 1 more approval by an approver or admin.'],
    ['ann +A @1..2', policy(), at(), false, 'It needs 1 more approval by an approver or admin.'],
    [
      'ann +A @1; bob -A @2',
      policy(),
      at(),
      false,
      'Declined by bob; that blocks until it is withdrawn or the plan is changed.',
    ],
    ['ann +A @1; bob -A @2', policy({ declineBlocks: false }), at(), true, 'Approved by ann.'],
    ['ann +A @1; bob -B @2', policy(), at(), true, 'Approved by ann.'],
    ['ann +A @1; bob -A @2..3', policy(), at(), true, 'Approved by ann.'],
    ['ann +A @1', needing(2, 'approver'), at(), false, 'It needs 1 more approval by an approver.'],
    ['ann +A @1; ann +A @2', needing(2, 'approver'), at(), false, 'It needs 1 more approval by an approver.'],
    ['ann +A @1; bob +A @2', needing(2, 'approver'), at(), true, 'Approved by ann and bob.'],
    [
      'ann +A @1',
      policy(),
      at({ editors: ['ann'] }),
      false,
      'It needs 1 more approval by an approver or admin; ann approved what they edited, which does not count.',
    ],
    ['ann +A @1', policy({ excludeEditors: false }), at({ editors: ['ann'] }), true, 'Approved by ann.'],
    ['ann +A @1', policy({ expiresAfterDays: 3 }), at({ day: 3 }), true, 'Approved by ann.'],
    [
      'ann +A @1',
      policy({ expiresAfterDays: 3 }),
      at({ day: 4 }),
      false,
      'It needs 1 more approval by an approver or admin; what ann approved has expired.',
    ],
    [
      'ann +A @1',
      policy(),
      at({ open: ['k', 'k'] }),
      false,
      '1 hard rule is violated and neither mended nor waived.',
    ],
    [
      'ann +A @1',
      policy({ needs: [] }),
      at(),
      false,
      'Its policy asks for no approval, so that nobody can approve it.',
    ],
    [
      'ann/admin +A @1',
      policy({
        needs: [
          { roles: ['admin'], count: 1 },
          { roles: ['approver', 'admin'], count: 2 },
        ],
      }),
      at(),
      false,
      'It needs 1 more approval by an approver or admin.',
    ],
  ])('%s', (text, rules, facts, approved, sentence) => {
    const verdict = judge(rules, decisions(text), facts);
    expect([verdict.approved, verdict.sentence]).toEqual([approved, sentence]);
  });

  it.each([
    [null, false, 'It needs a rehearsal of exactly this plan, and none has ended.'],
    [
      { gaps: ['zoe was not tried.', 'x'], openBlockers: 0 },
      false,
      'Its rehearsal did not try 2 things of the plan (zoe was not tried).',
    ],
    [{ gaps: [], openBlockers: 2 }, false, 'Its rehearsal has 2 open blockers.'],
    [{ gaps: [], openBlockers: 0 }, true, 'Approved by ann.'],
  ])('asks for a rehearsal where the policy does: %j', (rehearsed, approved, sentence) => {
    const asked = judge(policy({ needsCoverage: true }), decisions('ann +A @1'), { ...at(), rehearsed });
    expect([asked.approved, asked.sentence]).toEqual([approved, sentence]);
    expect(judge(policy(), decisions('ann +A @1'), { ...at(), rehearsed }).approved).toBe(true);
  });

  const decision = fc.record({
    actor: fc.constantFrom('ann', 'bob', 'cid'),
    roles: fc.subarray([...ROLES]),
    digest: fc.constantFrom('A', 'B'),
    decision: fc.constantFrom('approve' as const, 'decline' as const),
    createdAt: fc.nat(5).map((day) => day * DAY),
    withdrawnAt: fc.option(fc.constant(6 * DAY)),
  });
  const anyPolicy = fc.record({
    needs: fc.array(
      fc.record({ roles: fc.subarray([...ROLES], { minLength: 1 }), count: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 2 },
    ),
    excludeEditors: fc.boolean(),
    declineBlocks: fc.boolean(),
    expiresAfterDays: fc.option(fc.integer({ min: 1, max: 8 })),
  });
  const facts = fc
    .record({ editors: fc.subarray(['ann', 'bob', 'cid']), day: fc.nat(12), open: fc.subarray(['k', 'l']) })
    .map(at);

  it('does not look at decisions on other digests, nor at those that were taken back', () => {
    fc.assert(
      fc.property(anyPolicy, fc.array(decision), facts, (rules, all, when) => {
        const looked = all.filter(({ digest, withdrawnAt }) => digest === 'A' && withdrawnAt === null);
        expect(judge(rules, all, when)).toEqual(judge(rules, looked, when));
      }),
    );
  });

  it('never approves what is open, and nobody counts who is named as expired, excluded or declining', () => {
    fc.assert(
      fc.property(anyPolicy, fc.array(decision), facts, (rules, all, when) => {
        const verdict = judge(rules, all, when);
        const counting = verdict.needs.flatMap(({ have }) => have);
        const out = [...verdict.expired, ...verdict.excluded, ...verdict.declinedBy];
        expect(counting.filter((name) => out.includes(name))).toEqual([]);
        if (rules.excludeEditors) expect(counting.filter((name) => when.editors.includes(name))).toEqual([]);
        if (verdict.approved) {
          expect(verdict.open).toEqual([]);
          expect(verdict.needs.every(({ have, count }) => new Set(have).size >= count)).toBe(true);
          if (rules.declineBlocks) expect(verdict.declinedBy).toEqual([]);
        }
        expect(verdict.sentence).toMatch(/^[A-Z0-9].*\.$/);
      }),
    );
  });

  it('one more approval never takes an approval away; time, editors and open rules never give one', () => {
    fc.assert(
      fc.property(anyPolicy, fc.array(decision), facts, (rules, all, when) => {
        if (judge(rules, all, when).approved) {
          const dan = { actor: 'dan', roles: ROLES, digest: 'A', decision: 'approve' as const };
          const more = [...all, { ...dan, createdAt: 0, withdrawnAt: null }];
          expect(judge(rules, more, when).approved).toBe(true);
          return;
        }
        expect(judge(rules, all, { ...when, now: when.now + DAY }).approved).toBe(false);
        expect(judge(rules, all, { ...when, editors: [...when.editors, 'ann'] }).approved).toBe(false);
        expect(judge(rules, all, { ...when, openHardKeys: [...when.openHardKeys, 'm'] }).approved).toBe(
          false,
        );
      }),
    );
  });

  it('is approved in review only', () => {
    const verdict = drawnVerdict({ approved: true, sentence: 'Approved by ann.' });
    expect(inState(verdict, 'in-review')).toBe(verdict);
    for (const state of ['draft', 'withdrawn', 'superseded'] as const)
      expect(inState(verdict, state)).toMatchObject({ approved: false, needs: verdict.needs });
  });
});

/** `zed:A ann:B` are revisions 1 and 2 by their authors, with their digests. */
const history = (text: string, decided = '') =>
  readHistory(
    text.split(' ').map((part, i) => {
      const [author = '', digest = ''] = part.split(':');
      return { no: i + 1, author, digest, policy: DEFAULT_POLICY };
    }),
    decisions(decided),
  );

describe('the editors of a digest', () => {
  it.each([
    ['zed:A', '', ['zed'], null],
    ['zed:A ann:B bob:C', '', ['zed', 'ann', 'bob'], null],
    // An approved digest between: what came before it was looked at.
    ['zed:A ann:B bob:C', 'cid +B @1', ['zed', 'bob'], 2],
    ['zed:A ann:B bob:C', 'cid +B @1..2', ['zed', 'ann', 'bob'], null],
    // Ann's own approval of what she edited approves nothing.
    ['zed:A ann:B bob:C', 'ann +B @1', ['zed', 'ann', 'bob'], null],
    // Her edit is hers also once the digest is approved, and when that approval is withdrawn.
    ['zed:A ann:B', 'cid +B @1', ['zed', 'ann'], 2],
    ['zed:A ann:B', 'cid +B @1..2', ['zed', 'ann'], null],
    // An edit of no effect makes nobody an editor.
    ['zed:A bob:A', '', ['zed'], null],
    ['zed:A bob:A ann:B', '', ['zed', 'ann'], null],
    // Going away and coming back neither.
    ['zed:A ann:B ann:A', 'ann +A @1', ['zed'], 3],
  ])('of %s with %s', (revisions, decided, editors, revisionNo) => {
    const found = history(revisions, decided);
    expect(found.editors).toEqual(editors);
    expect(found.lastApproved?.revisionNo ?? null).toBe(revisionNo);
  });

  it('a plan that comes back to a digest has its editors, and so its verdict, as before', () => {
    const edit = fc.tuple(fc.constantFrom('zed', 'ann', 'bob'), fc.constantFrom('A', 'B', 'C'));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1 }), fc.array(edit), (before, away) => {
        const there = before.map(([author, digest]) => `${author}:${digest}`);
        const last = before.at(-1)?.[1] ?? 'A';
        const gone = [...there, ...away.map(([author, digest]) => `${author}:${digest}`), `bob:${last}`];
        const decided = 'cid +A @1; ann +B @1; zed +C @2';
        expect(history(gone.join(' '), decided).editors).toEqual(history(there.join(' '), decided).editors);
      }),
    );
  });

  it('whoever wrote the content that a digest first came with is never left out', () => {
    const edit = fc.tuple(fc.constantFrom('zed', 'ann', 'bob'), fc.constantFrom('A', 'B', 'C'));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1 }), (edits) => {
        const current = edits.at(-1)?.[1];
        const maker = edits.find(([, digest]) => digest === current)?.[0];
        const text = edits.map(([author, digest]) => `${author}:${digest}`).join(' ');
        const { editors } = history(text, 'cid +A @1; cid +B @1; cid +C @1');
        expect(editors).toContain(maker);
        expect(editors).toContain(edits[0]?.[0]);
      }),
    );
  });
});

describe('a waiver', () => {
  const violation = (key: string, strength: 'hard' | 'advisory' = 'hard'): Violation => ({
    key,
    rule: key,
    strength,
    stepIds: [key],
    message: `${key} is broken`,
    reason: 'because',
    link: null,
  });
  const waiver = (of: Partial<Waiver> = {}): Waiver => ({
    key: 'k',
    digest: 'A',
    actor: 'bob',
    steps: 'm1',
    withdrawnAt: null,
    ...of,
  });
  const plan = (of: Partial<WaiverCase> & { steps?: string | null } = {}): WaiverCase => ({
    digest: 'A',
    editors: ['ann'],
    violations: [violation('k')],
    mark: () => (of.steps === undefined ? 'm1' : of.steps),
    ...of,
  });

  it.each([
    ['on its digest', waiver(), plan(), null],
    ['on its digest, about no step', waiver({ steps: null }), plan({ steps: null }), null],
    ['the plan changed elsewhere', waiver(), plan({ digest: 'B' }), null],
    [
      'its steps changed',
      waiver(),
      plan({ digest: 'B', steps: 'm2' }),
      'The steps that it was about were changed since.',
    ],
    [
      'about no step',
      waiver({ steps: null }),
      plan({ digest: 'B', steps: null }),
      'The plan was changed since.',
    ],
    ['withdrawn', waiver({ withdrawnAt: 3 }), plan(), 'It was withdrawn.'],
    ['mended', waiver(), plan({ violations: [] }), 'The rule is not violated any more.'],
    [
      'its author edited',
      waiver(),
      plan({ digest: 'B', editors: ['ann', 'bob'] }),
      'bob edited the plan since, so somebody else must waive this.',
    ],
  ])('%s', (_, given, now, why) => {
    const [found] = retainWaivers([given], now);
    expect(found?.standing).toEqual(why === null ? { holds: true } : { holds: false, why });
    const hard = now.violations.map(({ key }) => key);
    expect(openHardKeys([given], now)).toEqual(why === null ? [] : hard);
  });

  it('is not needed for an advisory rule, and waives its own rule only', () => {
    const violations = [violation('k'), violation('l'), violation('l'), violation('soft', 'advisory')];
    expect(openHardKeys([waiver(), waiver({ key: 'soft' })], plan({ violations }))).toEqual(['l']);
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
  const asked = (of: Partial<Parameters<typeof mayPlan>[1]> = {}) => ({
    state: 'in-review' as const,
    editors: [],
    policy: DEFAULT_POLICY,
    verdict: drawnVerdict(),
    name: 'ann',
    roles: ['admin'] as const,
    ...of,
  });
  const kind = (...of: Parameters<typeof mayPlan>) => {
    const may = mayPlan(...of);
    return may.ok ? 'yes' : may.kind;
  };

  it('answers every verb in every state, and a no is a sentence', () => {
    for (const verb of PLAN_VERBS)
      for (const state of ['draft', 'in-review', 'superseded', 'withdrawn'] as const) {
        const may = mayPlan(verb, asked({ state }));
        const closed = state === 'superseded' || state === 'withdrawn';
        if (closed) expect(may.ok).toBe(verb === 'rehearse' || verb === 'reopen');
        if (!may.ok) expect(may.reason).toMatch(/^[A-Z].*\.$/);
      }
  });

  it.each([
    [
      'draft',
      [
        'edit',
        'restore',
        'request-review',
        'withdraw',
        'waive',
        'withdraw-waiver',
        'comment',
        'close',
        'rehearse',
      ],
    ],
    [
      'in-review',
      [
        'edit',
        'restore',
        'back-to-draft',
        'approve',
        'decline',
        'withdraw',
        'waive',
        'withdraw-waiver',
        'comment',
        'close',
        'rehearse',
      ],
    ],
  ] as const)('in state %s an admin may %s', (state, verbs) => {
    expect(PLAN_VERBS.filter((verb) => mayPlan(verb, asked({ state })).ok)).toEqual(verbs);
  });

  it('keeps editors from approving and waiving, and everybody from approving past a violated rule', () => {
    const mine = asked({ editors: ['ann'] });
    expect([kind('approve', mine), kind('waive', mine), kind('decline', mine)]).toEqual([
      'editor',
      'editor',
      'yes',
    ]);
    const trusting = asked({ editors: ['ann'], policy: policy({ excludeEditors: false }) });
    expect([kind('approve', trusting), kind('waive', trusting)]).toEqual(['yes', 'editor']);
    expect(kind('approve', asked({ verdict: drawnVerdict({ open: ['k'] }) }))).toBe('rules');
  });

  it.each([
    [['viewer'], ['comment']],
    [['planner'], ['edit', 'restore', 'back-to-draft', 'comment', 'close', 'rehearse']],
    [['approver'], ['approve', 'decline', 'withdraw', 'waive', 'withdraw-waiver', 'comment']],
    [[], []],
  ] as const)('lets %s do %s', (roles, verbs) => {
    expect(PLAN_VERBS.filter((verb) => mayPlan(verb, asked({ roles })).ok)).toEqual(verbs);
    for (const verb of PLAN_VERBS.filter((other) => !verbs.some((each) => each === other)))
      if (verb !== 'request-review' && verb !== 'reopen') expect(kind(verb, asked({ roles }))).toBe('role');
    const closes = verbs.some((verb) => verb === 'close');
    for (const state of ['superseded', 'withdrawn'] as const)
      expect(kind('reopen', asked({ roles, state }))).toBe(closes ? 'yes' : 'role');
  });
});
