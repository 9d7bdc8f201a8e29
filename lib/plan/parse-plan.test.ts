import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { parsePlan } from '@/lib/plan/parse-plan';
import { codeSteps, type Plan } from '@/lib/plan/plan';
import { REHEARSAL_MODULE, rehearsalPlan } from '@/lib/plan/rehearsal-plan';

const base = rehearsalPlan();
const [first] = codeSteps(base);
const [proposal] = first?.proposals ?? [];
const withFirst = (change: object) => ({ ...base, steps: [{ ...first, ...change }] });
const withProposal = (change: object) => withFirst({ proposals: [{ ...proposal, ...change }] });
const errorOf = (value: unknown): string => {
  const parsed = parsePlan(value);
  return parsed.ok ? '' : parsed.error;
};
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 1);
const OF_VERSION_1 = {
  schema: 'vatdeck/plan@1',
  chain: base.chain,
  upgradeName: base.upgradeName,
  steps: base.steps.map(({ id, title, proposals }) => ({
    id,
    title,
    proposals: proposals.map((one) => ({
      ...one,
      upgrades: one.upgrades.map(({ vat, bundle }) => ({
        vat,
        bundle,
      })),
    })),
  })),
};

describe('parsePlan', () => {
  it('takes a plan and leaves out what no plan has', () => {
    const steps = base.steps.map((step) => ({ ...step, colour: 'red' }));
    expect(parsePlan({ ...base, extra: 1, steps })).toEqual({ ok: true, value: base });
  });

  it('brings an older schema up', () => expect(parsePlan(OF_VERSION_1)).toEqual({ ok: true, value: base }));

  it('fills in what means nothing said', () => {
    const { schema, chain, upgradeName } = base;
    const steps = [{ proposals: [{ module: 'm' }] }];
    expect(parsePlan({ schema, chain, upgradeName, steps })).toMatchObject({
      ok: true,
      value: {
        ...emptyPlan(chain, upgradeName),
        steps: [
          {
            kind: 'core-eval',
            proposals: [{ entrypoint: 'defaultProposalBuilder', args: [], upgrades: [] }],
          },
        ],
      },
    });
  });

  it.each([
    [null, /The plan must be an object/],
    [[], /The plan must be an object/],
    [{ ...base, schema: 'vatdeck/plan@3' }, /schema must be "vatdeck\/plan@2"/],
    [{ ...base, chain: '' }, /chain must be a text/],
    [{ ...base, steps: {} }, /steps must be a list/],
    [{ ...base, steps: [first, first] }, /two steps with the id "upgrade-bridge"/],
    [{ ...base, target: { height: 0 } }, /target.height must be a whole number from 1 on/],
    [{ ...base, target: { from: 9, to: 8 } }, /target.to must be a whole number from 9 on/],
    [{ ...base, target: {} }, /target.from must be/],
    [
      { ...base, vatOptionUpdates: [{ vatID: 'v1', options: [] }] },
      /vatOptionUpdates\[0\].options must be an object/,
    ],
    [
      { ...base, policy: { ...base.policy, needs: [{ roles: ['king'], count: 1 }] } },
      /needs\[0\].roles\[0\] must be "viewer" or/,
    ],
    [{ ...base, policy: { ...base.policy, needs: [{ roles: [], count: 1 }] } }, /must name a role/],
    [
      { ...base, policy: { ...base.policy, needs: [{ roles: ['admin'], count: 0 }] } },
      /count must be a whole number from 1/,
    ],
    [
      { ...base, constraints: [{ id: 'a', first: {}, then: {}, strength: 'hard', reason: 'r' }] },
      /constraints\[0\].first.module must/,
    ],
    [withFirst({ kind: 'other' }), /steps\[0\].kind must be "core-eval" or "act"/],
    [withFirst({ kind: 'act', act: 'wait', what: 'x' }), /steps\[0\].proposals has 1 entries; at most 0/],
    [withFirst({ title: 'x'.repeat(501) }), /steps\[0\].title is longer/],
    [withProposal({ args: 1 }), /steps\[0\].proposals\[0\].args must be a list/],
    [
      withProposal({ upgrades: [{ vat: 'a', incarnation: -1 }] }),
      /upgrades\[0\].incarnation must be a whole number/,
    ],
  ])('says what is wrong and where: %#', (value, words) => expect(errorOf(value)).toMatch(words));

  it.each([
    [withProposal({ args: [nested(20)] }), /args must be JSON, nested no deeper than 16/],
    [withProposal({ args: [nested(100_000)] }), /args must be JSON/],
    [withProposal({ args: ['x'.repeat(60_000)] }), /args is longer than 50000 characters/],
    [withProposal({ args: [undefined] }), /args must be JSON/],
    [withProposal({ args: [new Date(0)] }), /args must be JSON/],
    [withProposal({ args: [{ a: 'x\0' }] }), /args holds the character U\+0000/],
    [withProposal({ module: 'upgrade\u200b-bank.js' }), /module must not hold invisible characters/],
    [withFirst({ title: 'safe \u202e' }), /title holds the character U\+202E/],
    [withFirst({ title: 'half \ud800' }), /title holds the character U\+D800/],
    [
      { ...base, links: [{ label: 'x', url: 'javascript:alert(1)' }] },
      /links\[0\].url must be an address that begins with https/,
    ],
    [{ ...base, links: [{ label: 'x', url: 'https://github.com@evil.example/' }] }, /links\[0\].url/],
    [
      { ...base, steps: Array.from({ length: 301 }, (_, i) => ({ ...first, id: `s${i}` })) },
      /steps has 301 entries/,
    ],
  ])('refuses what would hurt whoever reads it: %#', (value, words) => expect(errorOf(value)).toMatch(words));

  it('takes 300 proposals in 120 steps', () => {
    const one = { module: REHEARSAL_MODULE, args: [{ vat: 'bank' }], upgrades: [{ vat: 'bank' }] };
    const steps = Array.from({ length: 120 }, (_, i) => ({
      id: `s${i}`,
      proposals: [one, one, ...(i % 2 ? [one] : [])],
    }));
    const parsed = parsePlan({ ...base, steps });
    expect(parsed.ok && parsed.value.steps.reduce((sum, { proposals }) => sum + proposals.length, 0)).toBe(
      300,
    );
  });

  it('never throws, and takes what it gave', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(typeof parsePlan(value).ok).toBe('boolean');
        expect(
          typeof parsePlan({ ...base, args: value, steps: [value], target: value, policy: value }).ok,
        ).toBe('boolean');
      }),
    );
    const again: Plan = JSON.parse(JSON.stringify(base));
    expect(parsePlan(again)).toEqual({ ok: true, value: base });
  });
});
