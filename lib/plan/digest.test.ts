import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestPlan } from '@/lib/plan/digest';
import { moveSteps } from '@/lib/plan/edit-steps';
import type { Constraint, CoreEvalStep, Plan, Step } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = (plan: Plan): string => digestPlan(plan, sha256);
const base = rehearsalPlan();
const first = base.steps[0];
if (first?.kind !== 'core-eval') throw new Error('the rehearsal plan begins with code');

const withFirst = (change: Partial<Omit<CoreEvalStep, 'kind'>>): Plan => ({
  ...base,
  steps: [{ ...first, ...change }, ...base.steps.slice(1)],
});

const move = (of: Plan, stepId: string, to: number): Plan => {
  const steps = moveSteps(of.steps, { stepIds: [stepId], to });
  return steps.ok ? { ...of, steps: steps.value } : of;
};
const wait: Step = {
  kind: 'act',
  id: 'w',
  title: 'Wait',
  act: 'wait',
  what: 'a price',
  proposals: [],
  notes: '',
  links: [],
};
const rule: Constraint = {
  id: 'r',
  first: { vat: 'a' },
  then: { vat: 'b' },
  strength: 'hard',
  reason: 'because',
  link: null,
};

describe('the digest of a plan', () => {
  it('does not see names of steps, nor in which order keys were written', () => {
    expect(digest(withFirst({ title: 'Something else', id: 'x' }))).toBe(digest(base));
    const shuffled: Plan = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(base).reverse())));
    expect(digest(shuffled)).toBe(digest(base));
  });

  it('sees a demand for coverage only where it is made, so that older digests stay', () => {
    const asking = (needsCoverage: boolean): Plan => ({ ...base, policy: { ...base.policy, needsCoverage } });
    expect(digest(asking(false))).toBe(digest(base));
    expect(digest(asking(true))).not.toBe(digest(base));
  });

  it('does not see notes, links, the reason for running together, labels, nor the order of rules and roles', () => {
    const rule = (vat: string, reason: string): Constraint => ({
      id: `${vat}${reason}`,
      first: { vat },
      then: { vat: 'zoe' },
      strength: 'hard',
      reason,
      link: null,
    });
    const links = [{ label: 'l', url: 'https://a.b' }];
    const update = { vatID: 'v9', label: null, options: { critical: true } };
    const full: Plan = {
      ...base,
      constraints: [rule('a', 'x'), rule('b', 'x')],
      vatOptionUpdates: [update],
      steps: [{ ...first, together: 'They are.' }, ...base.steps.slice(1)],
      policy: { ...base.policy, needs: [{ roles: ['approver', 'admin'], count: 1 }] },
    };
    const same: Plan = {
      ...full,
      notes: 'n',
      links,
      constraints: [rule('b', 'y'), rule('a', 'z')],
      vatOptionUpdates: [{ ...update, label: 'ymax' }],
      steps: [{ ...first, together: 'Still.', notes: 'n', links }, ...base.steps.slice(1)],
      policy: { ...base.policy, needs: [{ roles: ['admin', 'approver'], count: 1 }] },
    };
    expect(digest(same)).toBe(digest(full));
  });

  it('sees everything that would happen differently', () => {
    const [proposal] = first.proposals;
    if (!proposal) throw new Error('the first step has a proposal');
    const others: Plan[] = [
      { ...base, chain: 'agoric-3' },
      { ...base, upgradeName: 'other' },
      { ...base, steps: base.steps.slice(1) },
      withFirst({ proposals: [] }),
      withFirst({ together: 'declared' }),
      { ...base, target: { height: 5 } },
      { ...base, target: { from: 5, to: 5 } },
      { ...base, steps: [wait, ...base.steps] },
      { ...base, steps: [{ ...wait, act: 'other' }, ...base.steps] },
      { ...base, steps: [{ ...wait, what: 'another' }, ...base.steps] },
      { ...base, steps: [...base.steps, wait] },
      { ...base, vatOptionUpdates: [{ vatID: 'v9', label: null, options: { critical: true } }] },
      { ...base, vatOptionUpdates: [{ vatID: 'v9', label: null, options: {} }] },
      { ...base, constraints: [rule] },
      { ...base, constraints: [{ ...rule, strength: 'advisory' }] },
      { ...base, constraints: [{ ...rule, then: { module: 'b' } }] },
      { ...base, policy: { ...base.policy, excludeEditors: false } },
      { ...base, policy: { ...base.policy, declineBlocks: false } },
      { ...base, policy: { ...base.policy, expiresAfterDays: 3 } },
      { ...base, policy: { ...base.policy, needs: [] } },
      { ...base, policy: { ...base.policy, needs: [{ roles: ['approver'], count: 1 }] } },
      { ...base, policy: { ...base.policy, needs: [{ roles: ['approver', 'admin'], count: 2 }] } },
      withFirst({ proposals: [proposal, proposal] }),
      withFirst({ proposals: [{ ...proposal, entrypoint: 'other' }] }),
      withFirst({ proposals: [{ ...proposal, args: [...proposal.args, null] }] }),
      withFirst({
        proposals: [{ ...proposal, upgrades: [{ vat: 'bridge', bundle: null, incarnation: null }] }],
      }),
      withFirst({
        proposals: [{ ...proposal, upgrades: [{ vat: 'bridge', bundle: null, incarnation: 1 }] }],
      }),
    ];
    const digests = [base, ...others].map(digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is another for every other order of the steps, and the same again when they are back', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (from, to) => {
        const stepId = base.steps[from]?.id ?? '';
        const moved = move(base, stepId, to);
        const back = move(moved, stepId, from);
        expect(digest(moved) === digest(base)).toBe(from === to);
        expect(digest(back)).toBe(digest(base));
      }),
    );
  });

  it('is made of JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
