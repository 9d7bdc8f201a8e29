import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INVENTORY_SCHEMA, type Inventory } from '@/lib/inventory/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import { anyInventory } from '@/lib/inventory/test/draw-inventory';

const read = (value: unknown): Inventory => {
  const result = parseInventory(value, { name: 'file.json' });
  if (!result.ok) throw new Error(result.error);
  return result.value;
};
const refusal = (value: unknown): string => {
  const result = parseInventory(value);
  return result.ok ? 'taken' : result.error;
};
const notes = (value: unknown): string[] =>
  read(value).notes.map(({ where, message }) => `${where}: ${message}`);
const ours = (change: object, vat: object | null = null): object => ({
  schema: INVENTORY_SCHEMA,
  vats: vat === null ? [] : [{ vatID: 'v14', ...vat }],
  ...change,
});

/** The example of the format's description. */
const EXAMPLE = `{
  "schema": "vatdeck/inventory@1",
  "label": "mainnet before u23", "takenAt": "2026-07-14T09:00:00Z",
  "chain": {"chainId": "agoric-3", "height": 20999999, "kernelSchema": 3, "sdk": "agoric-upgrade-22"},
  "currentZCF": "b1-z", "nextUpgradeID": 41,
  "vats": [
    {"vatID": "v14", "name": "bank", "kind": "dynamic", "critical": true, "worker": "xsnap",
     "incarnation": 2, "bundleID": "b1-a", "contractBundleID": null, "lockdownBundleID": "b0-l", "supervisorBundleID": "b0-s",
     "transcript": {"startPos": 1200, "endPos": 1383}, "snapshot": {"pos": 1199, "uncompressed": 22004939, "compressed": 4141607},
     "clist": {"objects": 120345, "promises": 77, "devices": 1, "exports": 40211},
     "adminNodeHolders": ["v1"],
     "decides": [{"kpid": "kp70", "subscribers": ["v7"], "queued": 0}],
     "ephemeralExports": [{"vref": "o+12", "kref": "ko38", "importers": [{"vatID": "v8", "reachable": true}]}]}
  ],
  "terminated": [{"vatID": "v29", "name": "zcf-b1-4522b-ATOM-USD_price_feed"}]
}`;

describe('our own form', () => {
  it('the example is read, and each fact is from the file', () => {
    const inventory = read(EXAMPLE);
    expect(inventory).toMatchObject({
      takenAt: Date.UTC(2026, 6, 14, 9),
      currentZcf: 'b1-z',
      nextUpgradeID: 41,
      notes: [],
    });
    expect(inventory.vats[0]).toMatchObject({
      name: 'bank',
      decides: { total: 1, entries: [{ kpid: 'kp70', subscribers: ['v7'], queued: 0 }] },
      ephemeralExports: { total: 1 },
      from: { name: 'file', decides: 'file' },
    });
    expect(inventory.vats[0]?.from).not.toHaveProperty('contractBundleID');
    expect(inventory.terminated).toMatchObject([{ vatID: 'v29', left: null, from: 'file' }]);
    expect(inventory.sources).toEqual([{ kind: 'file', name: 'file.json', bytes: null, sha256: null }]);
  });

  it('what is written reads as the same inventory', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        expect(read(JSON.stringify(inventoryJson(inventory)))).toEqual(inventory);
      }),
    );
  });

  it('lists that were cut say how long they were', () => {
    const cut = ours(
      {},
      { decides: [{ kpid: 'kp1' }], decidesTotal: 12_000, ephemeralExports: 40_211, truncated: true },
    );
    expect(read(cut)).toMatchObject({
      vats: [
        {
          decides: { total: 12_000, entries: [{ kpid: 'kp1', subscribers: [], queued: 0 }] },
          ephemeralExports: { total: 40_211, entries: [] },
        },
      ],
      notes: [],
    });
    expect(notes(ours({}, { decides: [], truncated: true }))).toEqual([
      'vats[0]: Its lists were cut by whoever wrote them, who does not say how long they were.',
    ]);
    const many = Array.from({ length: 10_003 }, (_, at) => ({ kpid: `kp${at}` }));
    const [vat] = read(ours({}, { decides: many })).vats;
    expect(vat?.decides).toMatchObject({ total: 10_003, entries: { length: 10_000 } });
  });

  it.each<[unknown, string]>([
    ['{', 'The file is not JSON: '],
    ['[]', 'must be an object.'],
    [{}, 'schema must be "vatdeck/inventory@1".'],
    [{ schema: INVENTORY_SCHEMA }, 'vats must be a list of vats.'],
    [ours({}, { vatID: 'bank' }), 'vats[0].vatID must be an id such as "v14".'],
    [ours({}, { incarnation: -1 }), 'vats[0].incarnation must be a whole number from 0 on.'],
    [ours({}, { incarnation: '1' }), 'vats[0].incarnation must be a whole number from 0 on.'],
    [ours({}, { kind: 'zombie' }), 'vats[0].kind must be "static" or "dynamic".'],
    [ours({}, { critical: 1 }), 'vats[0].critical must be true or false.'],
    [ours({}, { name: 7 }), 'vats[0].name must be a text.'],
    [
      ours({}, { transcript: { startPos: 1 } }),
      'vats[0].transcript.endPos must be a whole number from 0 on.',
    ],
    [ours({}, { decides: [{ kpid: 'p1' }] }), 'vats[0].decides[0].kpid must be an id such as "kp70".'],
    [
      ours({}, { decides: [{ kpid: 'kp1', subscribers: ['x'] }] }),
      'vats[0].decides[0].subscribers[0] must be an id such as "v14".',
    ],
    [
      ours({}, { ephemeralExports: [{ vref: 'o-1', kref: 'ko1' }] }),
      'vats[0].ephemeralExports[0].vref must be an id such as "o+12"',
    ],
    [
      ours({}, { from: { name: 'gossip' } }),
      'vats[0].from.name must be "store" or "export" or "slog" or "vat-map" or "file".',
    ],
    [ours({ takenAt: 'yesterday' }), 'takenAt must be a date such as'],
    [ours({ chain: { height: 1.5 } }), 'chain.height must be a whole number from 0 on.'],
    [ours({ terminated: [{ vatID: 'v14' }] }, {}), 'vats and terminated has v14 twice.'],
    [
      ours({ vats: Array.from({ length: 20_001 }, () => ({})) }),
      'vats has 20001 entries; at most 20000 are taken.',
    ],
  ])('%j is refused with its field', (value, message) => {
    expect(refusal(value)).toContain(message);
  });

  it('unknown fields are noted once with their number, and texts that cannot be shown are made safe', () => {
    const value = ours({ vats: [1, 2, 3].map((at) => ({ vatID: `v${at}`, colour: 'red' })), author: 'ann' });
    expect(notes(value)).toEqual([
      'author: Not a known field; it was not read.',
      'vats[0].colour: Not a known field; it was not read. And 2 more of this kind.',
    ]);
    const odd = read(ours({}, { name: 'a\u202Eb\0\uD800' }));
    expect(odd.vats[0]?.name).toBe('a\uFFFDb\uFFFD\uFFFD');
    expect(odd.notes).toHaveLength(1);
    expect(read(ours({}, { name: 'x'.repeat(5000) })).vats[0]?.name).toHaveLength(300);
  });

  it('as many notes as there are oddities would be no help: the rest is counted', () => {
    const odd = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`odd${at}`, at]));
    const all = notes(ours(odd));
    expect(all).toHaveLength(201);
    expect(all.at(-1)).toBe('notes: 300 more are not listed.');
  });

  it('what is too long is not read, what is too deep is not followed, and a flood of fields is counted', () => {
    expect(refusal(' '.repeat(200_000_001))).toBe(
      'The file has 200000001 characters; at most 200000000 are read.',
    );
    const deep = `{"schema":"${INVENTORY_SCHEMA}","vats":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(notes(deep)).toEqual(['x: Not a known field; it was not read.']);
    const flood = `{"schema":"${INVENTORY_SCHEMA}","vats":[],${Array.from({ length: 50_000 }, (_, at) => `"x${at}":0`).join()}}`;
    expect(notes(flood).at(-1)).toBe('notes: 49800 more are not listed.');
    const holders = ours({}, { adminNodeHolders: Array.from({ length: 20_001 }, () => 'v1') });
    expect(refusal(holders)).toBe('vats[0].adminNodeHolders has 20001 entries; at most 20000 are taken.');
  });

  it('never throws, whatever comes', () => {
    const field = fc.constantFrom(
      'schema',
      'vats',
      'chain',
      'terminated',
      'sources',
      'notes',
      'label',
      '__proto__',
    );
    const anything = fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.constant(INVENTORY_SCHEMA)));
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue()), (value) => {
        expect(typeof parseInventory(JSON.stringify(value)).ok).toBe('boolean');
      }),
    );
  });
});

describe('the SDK’s vat map', () => {
  const map = {
    label: '04',
    currentZCF: 'b1-z',
    vats: {
      v9: {
        name: 'zoe',
        incarnation: 4,
        endPos: 12,
        source: 'b1-a',
        type: 'xsnap',
        lockdownBundleID: 'b0-l',
        supervisorBundleID: 'b0-s',
      },
      v10: {
        name: 'zcf-mintHolder-USDC',
        critical: false,
        incarnation: 1,
        endPos: 3,
        source: 'b1-z',
        type: 'xsnap',
        contractBundleID: 'b1-m',
      },
      v2: { name: 'comms', incarnation: 0, endPos: 0, source: 'b1-c', type: 'local' },
    },
  };

  it('is read, in the order of its vats, from the vat map', () => {
    const inventory = read(JSON.stringify(map));
    expect(inventory).toMatchObject({
      label: '04',
      currentZcf: 'b1-z',
      sources: [{ kind: 'vat-map' }],
      notes: [],
    });
    expect(inventory.vats.map(({ vatID }) => vatID)).toEqual(['v2', 'v9', 'v10']);
    expect(inventory.vats[2]).toMatchObject({
      bundleID: 'b1-z',
      contractBundleID: 'b1-m',
      critical: false,
      transcript: { startPos: null, endPos: 3 },
      decides: null,
      from: { bundleID: 'vat-map', transcript: 'vat-map' },
    });
  });

  it('is refused and noted alike', () => {
    expect(refusal({ vats: { bank: {} } })).toContain('must be an id such as "v14".');
    expect(refusal({ vats: { v1: { endPos: 'x' } } })).toBe(
      'vats.v1.endPos must be a whole number from 0 on.',
    );
    expect(notes({ vats: { v1: { hat: 1 }, v2: { hat: 1 } } })).toEqual([
      'vats.v1.hat: Not a known field; it was not read. And 1 more of this kind.',
    ]);
  });
});
