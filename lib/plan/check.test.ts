import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '@/lib/plan/builders';
import { moduleOf, stepFromCatalogue } from '@/lib/plan/catalogue';
import { brokenBy, checkPlan, RULES, unchecked } from '@/lib/plan/check';
import { PAST_UPGRADES, planOfPast } from '@/lib/plan/past-upgrades';
import type { Constraint, Plan, Proposal } from '@/lib/plan/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import type { FactVat } from '@/lib/plan/rules/find-vats';
import { ORDER_RULES } from '@/lib/plan/rules/order-rules';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import { anyPlan, codeStep, plan, proposalOf } from '@/lib/plan/test/draw-plan';

/** Rules that speak of almost every drawn plan, left out where they are not what is asked. */
const USUAL = ['bundle-missing', 'wallet-factory-every-time', 'unknown-builder', 'builder-removed'];
const broken = (of: Plan, facts?: PlanFacts) =>
  checkPlan(of, facts)
    .filter(({ rule }) => !USUAL.includes(rule))
    .map(({ key }) => key);
const messages = (of: Plan, rule: string, facts?: PlanFacts) =>
  checkPlan(of, facts)
    .filter((violation) => violation.rule === rule)
    .map(({ message }) => message);

const proposal = (change: Partial<Proposal>): Proposal => ({ ...proposalOf('bank'), ...change });
const one = (change: Partial<Proposal>, rest: Partial<Plan> = {}): Plan =>
  plan('', { steps: [codeStep('s', [proposal(change)])], ...rest });
const own = (first: string, then: string, strength: Constraint['strength'] = 'hard'): Constraint => ({
  id: `${first}-${then}`,
  first: { vat: first },
  then: { vat: then },
  strength,
  reason: 'ours',
  link: null,
});
const fromCatalogue = (...scripts: string[]): Plan =>
  plan('', {
    steps: scripts.flatMap((script) => {
      const entry = CATALOGUE.find((known) => moduleOf(known).endsWith(`/${script}`));
      return entry ? stepFromCatalogue(entry, () => script) : [];
    }),
  });
const vat = (name: string, change: Partial<FactVat> = {}): FactVat => ({
  name,
  vatId: `v-${name}`,
  bundle: null,
  incarnation: 0,
  dynamic: true,
  terminated: false,
  ...change,
});
const id = (letter: string) => `b1-${letter.repeat(128)}`;

describe('order', () => {
  it.each([
    ['bridge, bank', []],
    ['bank, bridge', ['bridge-first:bridge+bank']],
    ['bank, zoe', []],
    ['zcf-walletFactory, zoe', ['zoe-before-contracts:zoe+walletFactory', 'kread-with-zoe:zoe']],
    ['walletFactory, provisionPool', ['provision-pool-before-wallet-factory:provisionPool+walletFactory']],
    ['v43, v28', ['provision-pool-before-wallet-factory:provisionPool+walletFactory']],
    ['transfer, network', ['network-before-orchestration:network+transfer']],
  ])('%s', (text, expected) => {
    expect(broken(plan(text)).toSorted()).toEqual(
      text.includes('bank, zoe') ? ['kread-with-zoe:zoe'] : expected.toSorted(),
    );
  });

  it('zcf comes before what takes it, zoe before zcf; in one step neither comes first', () => {
    expect(broken(fromCatalogue('upgrade-zcf.js', 'build-wallet-factory2-upgrade.js'))).toEqual([]);
    expect(broken(fromCatalogue('build-wallet-factory2-upgrade.js', 'upgrade-zcf.js'))).toEqual([
      'zcf-before-contracts:zcf+walletFactory',
    ]);
    expect(broken(fromCatalogue('upgrade-zcf.js', 'upgrade-zoe.js', 'revive-kread.js'))).toEqual([
      'zoe-before-zcf:zoe+zcf',
    ]);
    const [zcf, wallet] = fromCatalogue('upgrade-zcf.js', 'build-wallet-factory2-upgrade.js').steps;
    const both = [...(zcf?.proposals ?? []), ...(wallet?.proposals ?? [])];
    expect(messages(plan('', { steps: [codeStep('both', both)] }), 'zcf-before-contracts')).toEqual([
      'A new ZCF is set before contracts are upgraded; here both are in "both" (step 1).',
    ]);
  });

  it('the plan’s own rules speak, and a rule of the opposite answers a warning', () => {
    expect(checkPlan(plan('a, b', { constraints: [own('b', 'a')] }))).toContainEqual({
      key: 'own-order:b-a',
      rule: 'own-order',
      strength: 'hard',
      stepIds: ['b', 'a'],
      message: 'B comes before a; here "a" (step 1) comes before "b" (step 2).',
      reason: 'ours',
      link: null,
    });
    expect(broken(plan('a, b', { constraints: [own('a', 'b'), own('a', 'x')] }))).toEqual([]);
    expect(broken(plan('bank, bridge', { constraints: [own('bank', 'bridge', 'advisory')] }))).toEqual([]);
    const byModule = {
      ...own('a', 'b'),
      first: { module: '@x/upgrade-b.js' },
      then: { module: '@x/upgrade-a.js' },
    };
    expect(broken(plan('a, b', { constraints: [byModule] }))).toEqual(['own-order:a-b']);
  });

  it('publishers come before their subscribers, where facts tell who they are', () => {
    const subscriptions = [{ publisher: 'b', subscriber: 'a' }];
    expect(broken(plan('a, b'), { subscriptions })).toEqual(['publisher-before-subscriber:b+a']);
    expect(broken(plan('b, a'), { subscriptions })).toEqual([]);
  });

  it('a move is explained by what it breaks', () => {
    expect(brokenBy(plan('bridge, bank, a'), plan('bridge, a, bank'))).toEqual([]);
    expect(brokenBy(plan('bridge, bank, a'), plan('bank, bridge, a')).map(({ message }) => message)).toEqual([
      'Bridge is upgraded before every other vat; here "bank" (step 1) comes before "bridge" (step 2).',
    ]);
  });
});

describe('vats', () => {
  it.each([
    [plan('bootstrap'), ['not-upgradable:bootstrap']],
    [plan('v1, comms'), ['not-upgradable:bootstrap', 'not-upgradable:comms']],
    [plan('v1', { chain: 'other' }), []],
    [plan('a+a'), ['vat-twice-in-step:a']],
    [
      plan('a, a+b', {
        steps: [...plan('a').steps, { ...codeStep('x', [proposalOf('a'), proposalOf('b')], 'safe') }],
      }),
      ['vat-twice:a'],
    ],
    [plan('b&a'), ['one-vat-per-run:a+b']],
    [plan('', { steps: [codeStep('x', [proposalOf('a', 'b')], 'they do not meet')] }), []],
    [plan('()'), ['empty-step:()']],
    [plan(''), ['empty-plan:plan']],
    [plan('', { vatOptionUpdates: [{ vatID: 'v288', label: null, options: {} }] }), []],
    [plan('', { vatOptionUpdates: [{ vatID: 'v2', label: null, options: {} }] }), ['option-target:v2']],
    [plan('', { vatOptionUpdates: [{ vatID: 'ymax', label: null, options: {} }] }), ['option-target:ymax']],
    [one({ upgrades: [{ vat: 'bank', bundle: 'bank-v2', incarnation: null }] }), ['bundle-id:bank']],
    [one({ upgrades: [{ vat: 'bank', bundle: id('a'), incarnation: null }] }), []],
  ])('%#', (of, expected) => expect(broken(of)).toEqual(expected));

  it('the usual warnings speak too', () => {
    const rules = checkPlan(one({ upgrades: [] })).map(({ rule }) => rule);
    expect(rules).toEqual(['unknown-builder', 'wallet-factory-every-time']);
    expect(checkPlan(plan('walletFactory')).map(({ rule }) => rule)).toEqual(['bundle-missing']);
  });
});

describe('modules, args and chains', () => {
  const vatsModule = '@agoric/builders/scripts/vats/upgrade-vats.js';
  const end = '@agoric/vats/src/proposals/terminate-governed-instance.js';
  const mints = '@agoric/builders/scripts/vats/upgrade-mintHolder.js';
  const byName = { module: vatsModule, entrypoint: 'upgradeVatsProposalBuilder', upgrades: [] };
  it.each([
    [one({ module: './upgrade.js' }), ['module-path:./upgrade.js']],
    [one({ module: '/x.js' }), ['module-path:/x.js']],
    [one({ ...byName, args: [{ bridge: 'x' }] }), []],
    [
      one({ ...byName, args: [{ bridge: 'x', vaults: 'y' }] }),
      ['not-in-vat-store:vaults', 'one-vat-per-run:bridge+vaults'],
    ],
    [one({ ...byName, args: [] }), ['builder-args:upgrade-vats']],
    [one({ module: end, args: [['ATOM']], upgrades: [] }), ['builder-args:terminate-governed-instance']],
    [
      one({ module: mints, args: [{ variant: 'MAIN' }], upgrades: [] }),
      ['variant:upgrade-mintHolder+MAIN', 'builder-args:upgrade-mintHolder'],
    ],
    [
      one({ module: mints, args: [{ variant: 'DEVNET' }], upgrades: [] }),
      ['variant:upgrade-mintHolder+DEVNET'],
    ],
    [one({ module: mints, args: [{ variant: 'DEVNET' }], upgrades: [] }, { chain: 'agoricdev-25' }), []],
    [plan('a', { upgradeName: 'agoric-upgrade-23-devnet' }), ['upgrade-name:agoric-upgrade-23-devnet']],
    [plan('a', { upgradeName: 'agoric-upgrade-23-devnet', chain: 'agoricdev-25' }), []],
    [plan('a', { upgradeName: 'agoric-upgrade-23', chain: 'agoric-mainfork-1' }), []],
    [plan('a', { upgradeName: 'UNRELEASED_REAPPLY' }), ['steps-run-once:UNRELEASED_REAPPLY']],
    [plan('a', { upgradeName: 'agoric-upgrade-23-basic' }), ['basic-name:agoric-upgrade-23-basic']],
  ])('%#', (of, expected) => expect(broken(of)).toEqual(expected));

  it('a vat is not upgraded once it is terminated, nor priceAuthority without its feed', () => {
    const ends = codeStep('end', [
      proposal({ module: end, args: [['board02963:ATOM-USD_price_feed']], upgrades: [] }),
    ]);
    const feed = codeStep('feed', [proposalOf('zcf-b1-4522b-ATOM-USD_price_feed')]);
    const registry = fromCatalogue('upgrade-paRegistry.js').steps;
    expect(broken(plan('', { steps: [ends, feed] }))).toEqual([
      'upgrade-after-termination:ATOM-USD_price_feed',
    ]);
    expect(broken(plan('', { steps: [feed, ends] }))).toEqual([]);
    expect(broken(plan('', { steps: [ends, ...registry] }))).toEqual([
      'price-authority-needs-atom:priceAuthority',
    ]);
    expect(broken(plan('', { steps: [...registry, ends] }))).toEqual([]);
  });
});

describe('facts', () => {
  const upgrade = (bundle: string | null, incarnation: number | null) =>
    one({ upgrades: [{ vat: 'bank', bundle, incarnation }] });
  it.each<[Plan, PlanFacts, string[]]>([
    [upgrade(null, null), { vats: [vat('bank')] }, []],
    [upgrade(null, null), { vats: [] }, ['unknown-vat:bank']],
    [upgrade(null, null), { vats: [vat('bank', { terminated: true })] }, ['terminated-vat:bank']],
    [upgrade(id('a'), 1), { vats: [vat('bank', { bundle: id('a') })] }, ['null-upgrade:bank']],
    [upgrade(id('a'), 3), { vats: [vat('bank', { incarnation: 1 })] }, ['incarnation:bank']],
    [upgrade(id('a'), 2), { vats: [vat('bank', { incarnation: 1 })] }, []],
    [upgrade(id('a'), null), { installedBundles: new Set() }, ['bundle-not-installed-yet:bank']],
    [
      upgrade(id('a'), null),
      { installedBundles: new Set(), route: 'core-eval' },
      ['bundle-not-installed:bank'],
    ],
    [upgrade(id('a'), null), { installedBundles: new Set([id('a')]), route: 'core-eval' }, []],
    [
      plan('', {
        vatOptionUpdates: ['v1', 'v2', 'v3', 'v4'].map((vatID) => ({ vatID, label: null, options: {} })),
      }),
      {
        vats: [
          vat('a', { vatId: 'v1', dynamic: false }),
          vat('b', { vatId: 'v2', terminated: true }),
          vat('c', { vatId: 'v3' }),
        ],
      },
      ['option-target:v1', 'option-target:v2', 'option-target:v4'],
    ],
  ])('%#', (of, facts, expected) => expect(broken(of, facts)).toEqual(expected));

  it('that are missing are named, and those rules do not speak', () => {
    const all = { vats: [], installedBundles: new Set<string>(), subscriptions: [], abandonments: [] };
    expect(unchecked(plan('a'), all)).toEqual([]);
    expect(unchecked(plan('a'))).toContain('Not checked: only live vats are upgraded.');
    expect(unchecked(plan('a, b'))).toContain(
      'Not checked: publishers are upgraded before their subscribers.',
    );
  });
});

describe('every violation', () => {
  it('has a key of its own, names steps that are there, and survives reordering where the order is not its subject', () => {
    const orders = new Set(ORDER_RULES.map(({ id: rule }) => rule));
    fc.assert(
      fc.property(anyPlan, (of) => {
        const violations = checkPlan(of);
        const ids = of.steps.map((step) => step.id);
        expect(new Set(violations.map(({ key }) => key)).size).toBe(violations.length);
        expect(violations.every(({ stepIds }) => stepIds.every((step) => ids.includes(step)))).toBe(true);
        const keys = (some: Plan) =>
          broken(some)
            .filter((key) => !orders.has(key.split(':')[0] ?? ''))
            .toSorted();
        expect(keys({ ...of, steps: of.steps.toReversed() })).toEqual(keys(of));
      }),
      { numRuns: 300 },
    );
  });

  it('comes from a rule that has an id of its own, a reason and what it demands', () => {
    const ids = [...RULES, ...ORDER_RULES].map(({ id: rule }) => rule);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { reason, demands, link } of [...RULES, ...ORDER_RULES]) {
      expect(reason).toMatch(/^\w.+\.$/);
      expect(demands).not.toBe('');
      expect(link ?? 'https://').toMatch(/^https:\/\//);
    }
  });

  it('has nothing against the plan of a new installation', () => {
    expect(checkPlan(rehearsalPlan())).toEqual([]);
  });
});

describe('past upgrades', () => {
  const of = (name: string): Plan =>
    planOfPast(PAST_UPGRADES.find((past) => past.name === `agoric-upgrade-${name}`) ?? { name, steps: [] });

  it.each<[string, string[]]>([
    ['14', ['zoe-before-contracts:zoe+walletFactory', 'zcf-before-contracts:zcf+walletFactory']],
    ['15', []],
    [
      '16',
      [
        'network-before-orchestration:network+localchain',
        'network-before-orchestration:network+transfer',
        'localchain-before-transfer:localchain+transfer',
      ],
    ],
    ['17', ['one-vat-per-run:ibc+network']],
    [
      '18',
      [
        'one-vat-per-run:ibc+localchain+network+orchestration+transfer',
        'zoe-before-contracts:zoe+vaultFactory',
      ],
    ],
    ['18a', ['empty-plan:plan']],
    ['20', ['one-vat-per-run:ibc+localchain+network+orchestration+transfer']],
    ['21', ['one-vat-per-run:provisionPool+provisionPool governor']],
    ['22', []],
    ['23', []],
  ])('u%s breaks what it is known to break', (name, expected) => expect(broken(of(name))).toEqual(expected));

  it('u19: zcf before contracts, two vats of provisionPool, thirteen mintHolders, walletFactory, no warning of order', () => {
    const u19 = of('19');
    expect(messages(u19, 'one-vat-per-run')).toEqual([
      '"upgrade-mintHolder" (step 3) upgrades 13 vats in one run: v16, v17, v18, v19, v20, v21 and 7 more.',
      '"upgrade-provisionPool" (step 6) upgrades 2 vats in one run: provisionPool and provisionPool governor.',
    ]);
    const rules = new Set(checkPlan(u19).map(({ rule }) => rule));
    expect(rules).toEqual(new Set(['one-vat-per-run', 'builder-removed', 'bundle-missing']));
    const late = { ...u19, steps: [...u19.steps.slice(1), ...u19.steps.slice(0, 1)] };
    expect(brokenBy(u19, late).every(({ rule }) => rule === 'zcf-before-contracts')).toBe(true);
    expect(brokenBy(u19, late)).not.toEqual([]);
  });
});
