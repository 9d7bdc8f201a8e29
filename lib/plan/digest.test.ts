import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '@/lib/plan/check';
import { canonicalJson, digestPlan } from '@/lib/plan/digest';
import { moveStep } from '@/lib/plan/move-step';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = (plan: Plan): string => digestPlan(plan, sha256);
const base = rehearsalPlan();
const first = base.steps[0];
if (!first) throw new Error('the rehearsal plan has steps');

const withFirst = (change: Partial<typeof first>): Plan => ({
  ...base,
  steps: [{ ...first, ...change }, ...base.steps.slice(1)],
});

describe('the digest of a plan', () => {
  it('does not see names of steps, nor in which order keys were written', () => {
    expect(digest(withFirst({ title: 'Something else', id: 'x' }))).toBe(digest(base));
    const shuffled: Plan = JSON.parse(
      JSON.stringify({
        steps: base.steps,
        upgradeName: base.upgradeName,
        chain: base.chain,
        schema: base.schema,
      }),
    );
    expect(digest(shuffled)).toBe(digest(base));
  });

  it('sees everything that would happen differently', () => {
    const [proposal] = first.proposals;
    if (!proposal) throw new Error('the first step has a proposal');
    const others: Plan[] = [
      { ...base, chain: 'agoric-3' },
      { ...base, upgradeName: 'other' },
      { ...base, steps: base.steps.slice(1) },
      withFirst({ proposals: [] }),
      withFirst({ proposals: [proposal, proposal] }),
      withFirst({ proposals: [{ ...proposal, entrypoint: 'other' }] }),
      withFirst({ proposals: [{ ...proposal, args: [...proposal.args, null] }] }),
      withFirst({ proposals: [{ ...proposal, upgrades: [{ vat: 'bridge', bundle: null }] }] }),
    ];
    const digests = [base, ...others].map(digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is another for every other order of the steps, and the same again when they are back', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (from, to) => {
        const stepId = base.steps[from]?.id ?? '';
        const moved: Plan = { ...base, steps: moveStep(base.steps, { stepId, to }) };
        const back: Plan = { ...base, steps: moveStep(moved.steps, { stepId, to: from }) };
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

describe('parsePlan', () => {
  it('takes a plan and leaves out what no plan has', () => {
    const parsed = parsePlan({
      ...base,
      extra: 1,
      steps: base.steps.map((step) => ({ ...step, colour: 'red' })),
    });
    expect(parsed).toEqual({ ok: true, value: base });
  });

  it.each([
    [null, /The plan must be an object/],
    [[], /The plan must be an object/],
    [{ ...base, schema: 'vatdeck/plan@2' }, /schema must be "vatdeck\/plan@1"/],
    [{ ...base, chain: '' }, /chain must be a text/],
    [{ ...base, steps: {} }, /steps must be a list/],
    [{ ...base, steps: [first, first] }, /two steps with the id "upgrade-bridge"/],
    [withFirst({ title: 'x'.repeat(501) }), /steps\[0\].title is longer/],
    [
      {
        ...base,
        steps: [{ ...first, proposals: [{ module: 'm', entrypoint: 'e', args: 1, upgrades: [] }] }],
      },
      /steps\[0\].proposals\[0\].args must be a list/,
    ],
  ])('says what is wrong and where: %#', (value, words) => {
    const parsed = parsePlan(value);
    expect(parsed.ok ? '' : parsed.error).toMatch(words);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof parsePlan(value).ok).toBe('boolean');
      }),
    );
  });
});

describe('checkPlan', () => {
  it('has nothing against the plan of a new installation', () => expect(checkPlan(base)).toEqual([]));

  it('stops a plan that would do nothing, and warns of two vats in one run and of one vat twice', () => {
    expect(checkPlan({ ...base, steps: [] })).toMatchObject([{ severity: 'blocker' }]);
    expect(checkPlan(withFirst({ proposals: [] }))).toMatchObject([
      { severity: 'blocker', stepId: first.id },
    ]);
    const both = withFirst({ proposals: base.steps.slice(0, 2).flatMap(({ proposals }) => proposals) });
    expect(checkPlan(both).map(({ message }) => message)).toEqual([
      '"Upgrade bridge" upgrades bridge and bank in one run; one vat per step keeps them apart.',
      'bank is upgraded more than once.',
    ]);
  });
});
