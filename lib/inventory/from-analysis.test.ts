import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inventoryFromAnalysis } from '@/lib/inventory/from-analysis';
import type { Inventory } from '@/lib/inventory/inventory';
import { emptyAnalysis, type Upgrade, type Vat } from '@/lib/upgrade/analysis';
import { analysisOf } from '@/lib/upgrade/fold-text';

const SAMPLES = path.resolve(import.meta.dirname, '../slog/samples');
const REAL = path.resolve(
  process.env.VATDECK_SHARED ?? path.resolve(import.meta.dirname, '../../../shared'),
  'domain/samples/u22-inventory.slog.gz',
);
const inventoryOf = (file: string): Inventory =>
  inventoryFromAnalysis(analysisOf(gunzipSync(readFileSync(file))), { name: 'slog' });

type TrueUpgrade = { vat: string; vatID: string; bundleID: string; outcome: string };
const truth: Record<string, { upgrades: TrueUpgrade[] }> = JSON.parse(
  readFileSync(path.join(SAMPLES, 'truth.json'), 'utf8'),
);

describe.each(Object.keys(truth))('the inventory that %s tells', (name) => {
  const inventory = inventoryOf(path.join(SAMPLES, `${name}.slog.gz`));

  it('has every upgraded vat with the bundle that it came to run', () => {
    const ended = new Set(inventory.terminated.map((vat) => vat.name));
    const lasting = (truth[name]?.upgrades ?? []).filter(
      ({ outcome, vat }) => outcome === 'upgraded' && !ended.has(vat),
    );
    for (const [vat, bundle] of new Map(lasting.map(({ vat: of, bundleID }) => [of, bundleID]))) {
      const found = inventory.vats.find((known) => known.name === vat);
      expect([found?.bundleID, found?.contractBundleID]).toContain(bundle);
      expect(found?.incarnation).toBeGreaterThan(0);
    }
  });

  it('has each vat once, alive or ended', () => {
    const all = [...inventory.vats, ...inventory.terminated].map(({ vatID }) => vatID);
    expect(all).toHaveLength(new Set(all).size);
    expect(all.length).toBeGreaterThan(5);
  });

  it('names the slog as the source of all it knows', () => {
    for (const { from } of inventory.vats) expect(new Set(Object.values(from))).toEqual(new Set(['slog']));
    expect(inventory.sources).toMatchObject([{ kind: 'slog', name: 'slog' }]);
    expect(
      inventory.vats.every(({ decides, adminNodeHolders }) => decides === null && adminNodeHolders === null),
    ).toBe(true);
  });
});

it('a contract runs what its last upgrade that lasts gave it', () => {
  const upgrade = (
    outcome: Upgrade['outcome'],
    contractBundleID: string,
    rest: Partial<Upgrade> = {},
  ): Upgrade =>
    Object.assign(Object.create(null), {
      vatID: 'v43',
      outcome,
      lost: false,
      committed: true,
      contractBundleID,
      ...rest,
    });
  const vat: Vat = {
    vatID: 'v43',
    name: 'zcf-\u202Ewallet',
    dynamic: true,
    managerType: 'xsnap',
    firstLine: 1,
    deliveries: 0,
    computrons: 0,
    errors: 0,
    state: 'live',
    incarnation: 1,
    bundleID: 'b1-z',
  };
  const upgrades = [
    upgrade('upgraded', 'b1-a'),
    upgrade('rolled-back', 'b1-b'),
    upgrade('upgraded', 'b1-c', { lost: true }),
    upgrade('upgraded', 'b1-d', { committed: false }),
  ];
  const { vats } = inventoryFromAnalysis({ ...emptyAnalysis(), vats: [vat], upgrades });
  expect(vats).toMatchObject([{ name: 'zcf-\uFFFDwallet', contractBundleID: 'b1-a', bundleID: 'b1-z' }]);
});

it('an empty log tells nothing, and says what a log cannot', () => {
  const inventory = inventoryFromAnalysis(emptyAnalysis());
  expect(inventory).toMatchObject({ label: 'slog', takenAt: null, vats: [], terminated: [] });
  expect(inventory.notes).toHaveLength(1);
});

it.skipIf(!existsSync(REAL))('the real chain of the samples: upgraded, rolled back, killed', () => {
  const { vats, terminated } = inventoryOf(REAL);
  const of = (id: string) => vats.find(({ vatID }) => vatID === id);
  expect(of('v6')).toMatchObject({ name: 'target', kind: 'dynamic', incarnation: 1 });
  expect(of('v6')?.bundleID).toMatch(/^b1-eea639/);
  expect(of('v9')).toMatchObject({ name: 'crit', incarnation: 0 });
  expect(of('v1')).toMatchObject({ name: 'bootstrap', kind: 'static' });
  expect(terminated.map(({ vatID }) => vatID)).toEqual(['v10']);
  expect(of('v10')).toBeUndefined();
});
