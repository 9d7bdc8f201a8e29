import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuiltBundles } from '@/lib/inventory/built-bundles';
import { driftOf } from '@/lib/inventory/drift';
import { factsFrom } from '@/lib/inventory/facts';
import type { Inventory } from '@/lib/inventory/inventory';
import { planFromInventory } from '@/lib/inventory/plan-from-inventory';
import { anyInventory, drawInventory, drawVat } from '@/lib/inventory/test/draw-inventory';
import { upgradable } from '@/lib/inventory/upgradable';
import { checkPlan } from '@/lib/plan/check';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';

const NAMES = { chain: 'agoric-3', upgradeName: 'agoric-upgrade-99' };
const ids = () => {
  let last = 0;
  return (): string => {
    last += 1;
    return `s${last}`;
  };
};
const built = (text: string): BuiltBundles => ({
  notes: [],
  bundles: text.split(' ').map((pair) => {
    const [name = '', bundle = ''] = pair.split('=');
    return { name, bundle, entrypoint: `@agoric/vats/src/vat-${name}.js`, file: 'm.json' };
  }),
});
const made = (inventory: Inventory, bundles: string | null, names = NAMES): Plan =>
  planFromInventory(inventory, bundles === null ? null : driftOf(inventory, built(bundles)), names, ids());
/** `builder: vat@bundle#incarnation + …` a step. */
const steps = (plan: Plan): string[] =>
  plan.steps.map(({ proposals }) =>
    proposals
      .map(({ module, upgrades }) => {
        const said = upgrades.map(({ vat, bundle, incarnation }) => `${vat}@${bundle}#${incarnation}`);
        return [`${module.split('/').at(-1)}:`, ...said].join(' ');
      })
      .join(' + '),
  );

const CHAIN = drawInventory(`
  v1 bootstrap static b1-a
  v9 zoe b1-a #3 | kp1>v43 | -
  v14 bank b1-a #2 | - | -
  v10 bridge b1-a #1
  v28 zcf-b1-9f877-provisionPool b1-z #1
  v43 zcf-b1-4522b-walletFactory b1-z #1
  v77 zcf-b1-11111-odd b1-z #0
  v78 zcf-b1-22222-odd b1-z #4
  † v29 gone
`);
const withCode = (inventory: Inventory, code: string): Inventory => ({
  ...inventory,
  vats: inventory.vats.map((vat) =>
    vat.name?.startsWith('zcf-') ? { ...vat, contractBundleID: code } : vat,
  ),
});

describe('planFromInventory', () => {
  it('upgrades what is behind, by known builders, in the order of the rules', () => {
    const plan = made(CHAIN, 'zoe=b1-b bank=b1-b bridge=b1-a bootstrap=b1-b gone=b1-b');
    expect(steps(plan)).toEqual(['upgrade-zoe.js: zoe@b1-b#4', 'upgrade-bank.js: bank@b1-b#3']);
    expect(plan.steps.map(({ title }) => title)).toEqual(['Upgrade zoe', 'Upgrade bank']);
    expect(plan.notes).toContain(
      'Made from the inventory "drawn": every vat that is behind what is built, one to a step.',
    );
  });

  it('bridge is built by the generic builder and comes first; a new ZCF comes before contracts and after zoe', () => {
    const plan = made(
      withCode(CHAIN, 'b1-c'),
      'bridge=b1-b bank=b1-b zoe=b1-b walletFactory=b1-d provisionPool=b1-d zcf=b1-y',
    );
    expect(steps(plan)).toEqual([
      'upgrade-vats.js: bridge@b1-b#2',
      'upgrade-zoe.js: zoe@b1-b#4',
      'upgrade-zcf.js:',
      'upgrade-bank.js: bank@b1-b#3',
      'upgrade-provisionPool.js: provisionPool@b1-d#2 provisionPool governor@null#null',
      'build-wallet-factory2-upgrade.js: walletFactory@b1-d#2',
    ]);
    expect(plan.steps[0]?.proposals[0]?.args).toEqual([{ bridge: '@agoric/vats/src/vat-bridge.js' }]);
  });

  it('a pool and its governor are one step, a mintHolder is named by its label', () => {
    const chain = drawInventory(`
      v28 zcf-b1-9f877-provisionPool b1-z #1
      v27 zcf-b1-9f877-provisionPool-governor b1-z #1
      v16 zcf-mintHolder-USDC b1-z #0`);
    const plan = made(withCode(chain, 'b1-c'), 'provisionPool=b1-d contractGovernor=b1-e mintHolder=b1-m');
    expect(steps(plan)).toEqual([
      'upgrade-mintHolder.js: USDC mintHolder@b1-m#1',
      'upgrade-provisionPool.js: provisionPool@b1-d#2 provisionPool governor@b1-e#2',
    ]);
    expect(plan.steps[0]?.proposals[0]?.args).toEqual([{ config: { labelList: ['USDC'] } }]);
    expect(plan.steps[0]?.notes).toContain('Whether it can be upgraded is not known');
  });

  it('where nobody knows the builder the step says so, and the plan cannot be approved before it is named', () => {
    const plan = made(withCode(CHAIN, 'b1-c'), 'odd=b1-d');
    expect(steps(plan)).toEqual([
      'builder-to-be-named: zcf-b1-11111-odd@b1-d#1',
      'builder-to-be-named: zcf-b1-22222-odd@b1-d#5',
    ]);
    expect(plan.steps[0]?.notes).toContain('Its builder is to be named');
    const open = checkPlan(plan, factsFrom(CHAIN)).filter(({ rule }) => rule === 'builder-unnamed');
    expect(open.map(({ strength }) => strength)).toEqual(['hard', 'hard']);
  });

  it('without drift every vat that is known to be upgradable', () => {
    expect(steps(made(CHAIN, null)).map((step) => step.split(' ')[1]?.split('@')[0])).toEqual([
      'bridge',
      'zoe',
      'bank',
      'provisionPool',
      'walletFactory',
      'zcf-b1-22222-odd',
    ]);
  });

  it('the rehearsal’s chain has its own module', () => {
    const chain = drawInventory('v7 bridge b1-a #0\nv8 bank b1-a #1', {});
    const names = { chain: 'vatdeck-rehearsal', upgradeName: 'r' };
    expect(steps(made(chain, null, names))).toEqual(['upgrade-vat: bank@bank-v2#2']);
    const plan = made(chain, 'bank=b1-b bridge=b1-b', names);
    expect(steps(plan)).toEqual(['upgrade-vat: bridge@b1-b#1', 'upgrade-vat: bank@b1-b#2']);
    expect(plan.steps[0]?.proposals[0]?.args).toEqual([{ vat: 'bridge', bundle: 'b1-b' }]);
  });

  it('is a plan that can be read, and upgrades each wanted vat once', () => {
    const chains = fc.constantFrom('agoric-3', 'agoriclocal', 'vatdeck-rehearsal');
    fc.assert(
      fc.property(anyInventory, chains, (inventory, chain) => {
        const plan = made(inventory, null, { ...NAMES, chain });
        expect(parsePlan(plan)).toEqual({ ok: true, value: plan });
        const wanted = inventory.vats.filter((vat) => upgradable(vat, inventory).verdict === 'yes');
        const twice = checkPlan(plan, factsFrom(inventory)).filter(({ rule }) =>
          ['vat-twice-in-step', 'unreachable-vat', 'terminated-vat'].includes(rule),
        );
        expect(twice).toEqual([]);
        expect(plan.steps.length).toBeLessThanOrEqual(wanted.length);
        expect(plan.steps.length > 0).toBe(wanted.length > 0);
        const behind = made(inventory, 'bank=b1-q zoe=b1-q x=b1-q', { ...NAMES, chain });
        expect(parsePlan(behind).ok).toBe(true);
      }),
    );
  });

  it('more vats than a plan takes are named in its notes', () => {
    const vats = Array.from({ length: 305 }, (_, at) => drawVat(`v${at + 10} n${at} #1`));
    const plan = made({ ...CHAIN, vats, terminated: [] }, null);
    expect(plan.steps).toHaveLength(299);
    expect(plan.notes).toContain('6 vats did not fit: v309 n299, ');
  });
});

describe('factsFrom', () => {
  it('who listens to whom, by most promises; what was not read is not said', () => {
    const inventory = drawInventory('v6 a | kp1>v7 kp2>v8+v6 kp3>v8 | -\nv7 b\n† v8 c');
    expect(factsFrom(inventory, new Set(['b1-a']))).toMatchObject({
      vats: [
        { vatId: 'v6', name: 'a', terminated: false },
        { vatId: 'v7', name: 'b' },
        { vatId: 'v8', name: 'c', terminated: true },
      ],
      subscriptions: [
        { publisher: 'v6', subscriber: 'v8' },
        { publisher: 'v6', subscriber: 'v7' },
      ],
      installedBundles: new Set(['b1-a']),
    });
    expect(factsFrom(drawInventory('v6 a'))).not.toHaveProperty('subscriptions');
  });

  it('who can send to what ends, not who only compares it', () => {
    const inventory = drawInventory('v6 a | - | o+1>v7 o+2>v7,v8~ o+3>v9\nv7 b\nv8 c\nv9 d');
    expect(factsFrom(inventory).abandonments).toEqual([
      { exporter: 'v6', importer: 'v7', objects: 2 },
      { exporter: 'v6', importer: 'v9', objects: 1 },
    ]);
    expect(factsFrom(drawInventory('v6 a'))).not.toHaveProperty('abandonments');
  });
});
