import { describe, expect, it } from 'vitest';
import { UNNAMED_BUILDER } from '@/lib/plan/catalogue';
import { checkPlan } from '@/lib/plan/check';
import { orderForMe } from '@/lib/plan/order';
import type { Constraint, Plan } from '@/lib/plan/plan';
import type { FactVat } from '@/lib/plan/rules/find-vats';
import { SUBSCRIBERS } from '@/lib/plan/rules/order-rules';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import { codeStep, plan, proposalOf } from '@/lib/plan/test/draw-plan';

/** `v6 bank #2`, `† v7 old`: vats of a chain. */
const vats = (text: string, change: Partial<FactVat> = {}): FactVat[] =>
  text.split(', ').map((vat) => {
    const [vatId = '', name = vatId, incarnation] = vat.replace('† ', '').split(' ');
    return {
      vatId,
      name,
      bundle: null,
      incarnation: incarnation === undefined ? null : Number(incarnation.slice(1)),
      dynamic: true,
      terminated: vat.startsWith('†'),
      ...change,
    };
  });
/** `v6>v7 v7>v8`: who is listened to by whom. */
const listen = (text: string): NonNullable<PlanFacts['subscriptions']> =>
  text.split(' ').map((pair) => {
    const [publisher = '', subscriber = ''] = pair.split('>');
    return { publisher, subscriber };
  });
const said = (of: Plan, rule: string, facts: PlanFacts): string[] =>
  checkPlan(of, facts).flatMap((violation) => (violation.rule === rule ? [violation.message] : []));
const local = (text: string, rest: Partial<Plan> = {}): Plan => plan(text, { chain: 'agoriclocal', ...rest });
const own = (first: string, then: string): Constraint[] => [
  { id: 'own', first: { vat: first }, then: { vat: then }, strength: 'hard', reason: 'ours', link: null },
];

describe('which vat a plan means', () => {
  const facts = {
    vats: vats('v6 bank #2, † v7 feed, v8 zcf-b1-11111-feed #0, v9 zcf-b1-1-two, v10 zcf-b1-2-two'),
  };

  it('one that lives before one that is ended, and not one of several', () => {
    expect(said(local('feed'), 'terminated-vat', facts)).toEqual([]);
    expect(said(local('v7'), 'terminated-vat', facts)).toHaveLength(1);
    expect(said(local('two, v9, feed'), 'ambiguous-vat', facts)).toEqual([
      '"two" (step 1) upgrades two, which may be v9 or v10: name it by its id.',
    ]);
    expect(said(local('two, nobody'), 'unknown-vat', facts)).toHaveLength(1);
  });

  it('governors and mintHolders have one name, however they are written', () => {
    const governors = {
      vats: vats('v6 zcf-b1-9f877-pool.governor, v7 zcf-b1-9f877-psm-governor, v8 zcf-mintHolder-USDC'),
    };
    expect(
      said(local('pool governor, zcf-psm-governor, USDC mintHolder, v6'), 'unknown-vat', governors),
    ).toEqual([]);
  });

  it('an incarnation that is not known is not compared', () => {
    const expecting = (vat: string) =>
      local('', {
        steps: [codeStep('s', [{ ...proposalOf(vat), upgrades: [{ vat, bundle: null, incarnation: 5 }] }])],
      });
    expect(said(expecting('bank'), 'incarnation', facts)).toEqual([
      '"s" (step 1) expects incarnation 5 of bank; it would be 3.',
    ]);
    expect(said(expecting('v9'), 'incarnation', facts)).toEqual([]);
  });

  it('a contract’s null upgrade is one to its own code, not to its ZCF', () => {
    const to = (bundle: string) =>
      local('', {
        steps: [
          codeStep('s', [{ ...proposalOf('bank'), upgrades: [{ vat: 'bank', bundle, incarnation: null }] }]),
        ],
      });
    const contract = { vats: vats('v6 bank', { bundle: 'b1-z', contractBundle: 'b1-c' }) };
    expect(said(to('b1-c'), 'null-upgrade', contract)).toHaveLength(1);
    expect(said(to('b1-z'), 'null-upgrade', contract)).toEqual([]);
  });
});

describe('what cannot be upgraded', () => {
  it('is said with its reason, once', () => {
    const facts = {
      vats: [
        ...vats('v6 bank', { cannot: 'nobody holds it.' }),
        ...vats('v1 bootstrap', { cannot: 'it is static.' }),
      ],
    };
    const broken = checkPlan(local('bank, bootstrap'), facts).filter(({ strength }) => strength === 'hard');
    expect(broken.map(({ rule }) => rule).toSorted()).toEqual(['not-upgradable', 'unreachable-vat']);
    expect(said(local('bank'), 'unreachable-vat', facts)).toEqual([
      '"bank" (step 1) upgrades bank (v6), which cannot be upgraded: nobody holds it.',
    ]);
  });

  it('a builder that is still to be named blocks the plan', () => {
    const of = local('', { steps: [codeStep('s', [{ ...proposalOf('v6'), module: UNNAMED_BUILDER }])] });
    expect(said(of, 'builder-unnamed', {})).toEqual([
      '"s" (step 1) does not name the builder that upgrades v6.',
    ]);
    expect(said(local('v6'), 'builder-unnamed', {})).toEqual([]);
  });
});

describe('who is cut off', () => {
  const facts = {
    vats: vats('v6 bank, v7 zcf-b1-1-wallet, v8 board, † v9 old, v10 zcf-b1-2-pool'),
    subscriptions: listen('v6>v7 v6>v8 v6>v9 v8>v6 v7>v10'),
  };

  it('must come back by itself, unless the plan upgrades it too', () => {
    expect(said(local('bank'), 'subscriber-must-come-back', facts)).toEqual([
      '"bank" (step 1) cuts wallet and board off from bank: they must come back by themselves.',
    ]);
    expect(said(local('wallet, v6'), 'subscriber-must-come-back', facts)).toEqual([
      '"wallet" (step 1) cuts pool off from wallet: it must come back by itself.',
      '"v6" (step 2) cuts board off from v6: it must come back by itself.',
    ]);
    expect(said(local('board, bank, wallet, pool'), 'subscriber-must-come-back', facts)).toEqual([]);
    expect(said(local('bank'), 'subscriber-must-come-back', { vats: facts.vats })).toEqual([]);
  });

  it('loses objects that it can send to, unless it is upgraded after them', () => {
    const facts = {
      vats: vats('v6 bank, v7 zcf-b1-1-wallet, v8 board, † v9 old'),
      abandonments: [
        { exporter: 'v6', importer: 'v7', objects: 3 },
        { exporter: 'v6', importer: 'v8', objects: 1 },
        { exporter: 'v6', importer: 'v9', objects: 9 },
        { exporter: 'v8', importer: 'v6', objects: 2 },
      ],
    };
    const ends = (steps: string): string[] => said(local(steps), 'abandoned-objects', facts);
    const both = 'ends objects of bank that others can send to: wallet (3) and board (1).';
    expect(ends('bank')).toEqual([`"bank" (step 1) ${both}`]);
    expect(ends('wallet, bank')).toEqual([`"bank" (step 2) ${both}`]);
    expect(ends('bank, wallet')).toEqual([
      '"bank" (step 1) ends objects of bank that others can send to: board (1).',
    ]);
    expect(ends('wallet')).toEqual([]);
    expect(said(local('bank'), 'abandoned-objects', { vats: facts.vats })).toEqual([]);
  });

  it('publishers go first, by id or name, but not where each listens to the other or a rule wants the opposite', () => {
    expect(said(local('wallet, bank'), SUBSCRIBERS, facts)).toHaveLength(1);
    expect(said(local('v7, v6'), SUBSCRIBERS, facts)).toHaveLength(1);
    expect(said(local('v6, wallet'), SUBSCRIBERS, facts)).toEqual([]);
    expect(said(local('board, bank'), SUBSCRIBERS, facts)).toEqual([]);
    expect(said(local('bank, board'), SUBSCRIBERS, facts)).toEqual([]);
    expect(said(local('wallet, bank', { constraints: own('wallet', 'bank') }), SUBSCRIBERS, facts)).toEqual(
      [],
    );
    const toBridge = { vats: vats('v6 bank, v5 bridge'), subscriptions: listen('v6>v5') };
    expect(said(local('bridge, bank'), SUBSCRIBERS, toBridge)).toEqual([]);
  });
});

describe('order for me, with wishes', () => {
  const ordered = (text: string, listening: string, rest: Partial<Plan> = {}): string => {
    const facts = { subscriptions: listen(listening) };
    const result = orderForMe(local(text, rest), facts);
    if (!result.ok) return `loop ${result.error.loop.join(' ')}`;
    const again = orderForMe(local('', { ...rest, steps: result.value }), facts);
    expect(again).toEqual(result);
    return result.value.map(({ title }) => title).join(', ');
  };

  it.each([
    ['a, b, c', 'c>a', 'c, a, b'],
    ['a, b', 'b>a a>b', 'a, b'],
    ['a, b, c', 'b>a c>b a>c', 'c, b, a'],
    ['a, b, c', 'a>c b>a c>b', 'b, a, c'],
    ['bridge, bank', 'bank>bridge', 'bridge, bank'],
    ['x, bank, bridge', 'bank>x x>bridge', 'bridge, bank, x'],
    ['a, b, c, d', 'd>c c>b b>a', 'd, c, b, a'],
    ['a+b, c', 'c>a b>c', 'c, a+b'],
  ])('%s where %s', (text, listening, expected) => {
    expect(ordered(text, listening)).toBe(expected);
  });

  it('what the plan demands outweighs a wish', () => {
    expect(ordered('a, b', 'b>a', { constraints: own('a', 'b') })).toBe('a, b');
    expect(ordered('a, c, b', 'b>c c>a', { constraints: own('a', 'b') })).toBe('a, b, c');
  });

  it('300 steps that all listen to each other in rings are ordered all the same', () => {
    const names = Array.from({ length: 300 }, (_, at) => `n${at}`);
    const rings = names.flatMap((name, at) =>
      [1, 2, 3, 5, 8, 13].map((step) => `${name}>n${(at + step) % 300}`),
    );
    const result = orderForMe(local(names.join(', ')), { subscriptions: listen(rings.join(' ')) });
    expect(result.ok && new Set(result.value).size).toBe(300);
  });
});
