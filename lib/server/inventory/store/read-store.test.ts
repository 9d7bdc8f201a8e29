import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { blastRadius } from '@/lib/inventory/blast-radius';
import { compareInventories, sayInventoryChange } from '@/lib/inventory/compare-inventories';
import type { Inventory } from '@/lib/inventory/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { readStore } from '@/lib/server/inventory/store/read-store';
import {
  hasRealSqlite,
  openReal,
  putKeys,
  type RealDatabase,
  SMALL_CHAIN,
  SWING_STORE,
} from '@/lib/server/inventory/test/real-sqlite';

const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck store with blanks '));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (file: string, deadline = Number.POSITIVE_INFINITY, now = () => 0): Inventory =>
  readStore(
    { file, name: 'store', label: 'store', takenAt: null, sha256: null },
    { now, deadline, onProgress: () => {} },
  );

function refusal(file: string): string {
  try {
    read(file);
  } catch (error) {
    if (error instanceof StoreFault) return error.message;
    throw error;
  }
  return 'it was read';
}

const SAMPLES = path.resolve('../shared/domain/samples');
const [before, after] = ['before', 'after'].map((when) => path.join(SAMPLES, `inventory-${when}.sqlite`));

describe.skipIf(!existsSync(before ?? ''))('the store of a real chain', () => {
  const vat = (inventory: Inventory, name: string) => inventory.vats.find((one) => one.name === name);

  it('gives the vats that the kernel lists', () => {
    const inventory = read(before ?? '');
    expect(inventory.vats.map(({ vatID, kind }) => `${vatID} ${kind}`)).toEqual([
      ...['v1', 'v2', 'v3', 'v4', 'v5'].map((id) => `${id} static`),
      ...['v6', 'v7', 'v8', 'v9', 'v10'].map((id) => `${id} dynamic`),
    ]);
    expect(vat(inventory, 'target')).toMatchObject({
      incarnation: 0,
      critical: false,
      worker: 'xsnap',
      transcript: { startPos: 5, endPos: 9 },
      snapshot: { uncompressed: 13_451_011 },
      adminNodeHolders: ['v1'],
    });
    expect(vat(inventory, 'crit')?.critical).toBe(true);
    expect(vat(inventory, 'comms')).toMatchObject({
      worker: 'local',
      snapshot: null,
      transcript: { endPos: 0 },
    });
    expect(inventory.notes).toEqual([]);
  });

  it('says who would be cut off by an upgrade, as the slog of that upgrade then showed', () => {
    const { subscribers, importersOfAbandoned, promisesDecided } = blastRadius(read(before ?? ''), 'v6');
    expect(promisesDecided).toBe(2);
    expect(subscribers.map(({ name, kpids }) => [name, ...kpids])).toEqual([
      ['resub', 'kp70'],
      ['noresub', 'kp75'],
    ]);
    expect(vat(read(before ?? ''), 'target')?.ephemeralExports?.entries).toEqual([
      { vref: 'o+12', kref: 'ko38', importers: [{ vatID: 'v8', reachable: true }] },
      { vref: 'o+v11/1', kref: 'ko37', importers: [{ vatID: 'v8', reachable: true }] },
    ]);
    expect(importersOfAbandoned.map(({ name, objects }) => `${name} ${objects}`)).toEqual(['noresub 2']);
  });

  it('shows before and after what happened between', () => {
    const said = compareInventories(read(before ?? ''), read(after ?? '')).map(sayInventoryChange);
    expect(said.some((text) => text.includes('v6 target') && /incarnation.*0.*1/.test(text))).toBe(true);
    expect(said.some((text) => text.includes('v10 doomed'))).toBe(true);
    expect(said.some((text) => text.includes('v9 crit'))).toBe(false);
  });

  it('is an inventory that its own parser reads', () => {
    const inventory = read(after ?? '');
    expect(parseInventory(JSON.parse(JSON.stringify(inventoryJson(inventory))))).toEqual({
      ok: true,
      value: inventory,
    });
  });

  it('refuses each kind of damage in words, or reads on, and never hangs or fails otherwise', () => {
    const whole = readFileSync(before ?? '');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 200,
        }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, byte] of changes) bytes[at] = byte;
          const file = path.join(folder, 'damaged.sqlite');
          writeFileSync(file, bytes);
          expect(refusal(file)).toBeTypeOf('string');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('says that a file is cut off', () => {
    const file = path.join(folder, 'cut.sqlite');
    copyFileSync(before ?? '', file);
    truncateSync(file, 60_000);
    expect(refusal(file)).toMatch(/^It is cut off: 31 pages were written, 14 are there\./);
  });

  it('writes nothing beside the file', () => {
    const place = mkdtempSync(path.join(folder, 'alone '));
    copyFileSync(before ?? '', path.join(place, 'swingstore.sqlite'));
    read(path.join(place, 'swingstore.sqlite'));
    expect(readdirSync(place)).toEqual(['swingstore.sqlite']);
  });
});

describe.skipIf(!hasRealSqlite)('stores that SQLite wrote', () => {
  const draw = (
    name: string,
    keys: Readonly<Record<string, string>>,
    set: (fresh: RealDatabase) => void = () => {},
  ) => {
    const file = path.join(folder, `${name}.sqlite`);
    const db = openReal(file);
    set(db);
    db.exec(SWING_STORE);
    putKeys(db, keys);
    return { file, db };
  };

  it('reads promises, holders, what is abandoned and what is left of the terminated', () => {
    const { file, db } = draw('small', SMALL_CHAIN);
    db.exec("INSERT INTO transcriptSpans VALUES ('v10', 0, 3, '', NULL, 0), ('v10', 3, 9, '', 1, 1)");
    db.exec("INSERT INTO transcriptItems VALUES ('v7', 0, '', 0), ('v7', 1, '', 0), ('v71', 0, '', 0)");
    db.exec("INSERT INTO snapshots VALUES ('v7', 5, NULL, '', NULL, NULL, NULL)");
    db.close();
    const { vats, terminated, chain } = read(file);
    expect(chain).toMatchObject({ height: 12, kernelSchema: 3 });
    expect(vats.find(({ vatID }) => vatID === 'v10')).toMatchObject({
      name: 'bank',
      incarnation: 1,
      transcript: { startPos: 3, endPos: 9 },
      bundleID: 'b1-bank',
      adminNodeHolders: ['v9'],
      clist: { objects: 3, promises: 1, devices: 0, exports: 3 },
      decides: { entries: [{ kpid: 'kp40', subscribers: ['v11'], queued: 2 }], total: 1 },
      ephemeralExports: {
        entries: [{ vref: 'o+5', kref: 'ko33', importers: [{ vatID: 'v11', reachable: false }] }],
        total: 1,
      },
    });
    expect(terminated).toEqual([
      {
        vatID: 'v7',
        name: null,
        left: { clist: 2, vatstore: 1, snapshots: 1, transcript: 2 },
        from: 'store',
      },
    ]);
  });

  it('finds a contract by its parameters, and by its last bundle with a note', () => {
    const caps = {
      'device.name.vatAdmin': 'd7',
      'd7.c.kd31': 'd+1',
      'd7.vs.slot.d+1': 'b1-first',
      'd7.c.kd40': 'd+2',
      'd7.vs.slot.d+2': 'b1-second',
      'v10.c.d-70': 'kd31',
      'v10.c.d-71': 'kd40',
      'v10.options': JSON.stringify({
        name: 'zcf-b1-first-feed',
        workerOptions: { type: 'xsnap', bundleIDs: ['b0-l', 'b0-s'] },
      }),
      'v9.vs.vc.1.szcfBundleCap': '{"body":"#\\"$0\\"","slots":["d-80"]}',
      'v9.c.d-80': 'kd31',
    };
    const { file, db } = draw('contract', { ...SMALL_CHAIN, ...caps });
    const guessed = read(file);
    expect(guessed.currentZcf).toBe('b1-first');
    expect(guessed.vats.find(({ vatID }) => vatID === 'v10')).toMatchObject({
      contractBundleID: 'b1-second',
      lockdownBundleID: 'b0-l',
      supervisorBundleID: 'b0-s',
    });
    expect(guessed.notes.map(({ where }) => where)).toContain('v10');
    putKeys(db, {
      'v10.vatParameters': '{"body":"#{\\"contractBundleCap\\":\\"$0.Alleged: x\\"}","slots":["kd31"]}',
    });
    db.close();
    expect(read(file).vats.find(({ vatID }) => vatID === 'v10')?.contractBundleID).toBe('b1-first');
  });

  it('reads what is only in the write-ahead log, and what happened last in it', () => {
    const { file, db } = draw('wal', SMALL_CHAIN, (fresh) => fresh.pragma('journal_mode = WAL'));
    putKeys(db, { 'host.height': '13' });
    const inventory = read(file);
    expect(inventory.chain.height).toBe(13);
    expect(inventory.notes.map(({ message }) => message).join()).toMatch(
      /write-ahead log stood beside it and was read/,
    );
    const alone = path.join(folder, 'wal copied alone.sqlite');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    copyFileSync(file, alone);
    expect(
      read(alone)
        .notes.map(({ message }) => message)
        .join(),
    ).toMatch(/no log stood beside it/);
  });

  it('answers every range as SQLite does, with keys that need several levels and overflow pages', () => {
    const many: Record<string, string> = { ...SMALL_CHAIN };
    for (let i = 0; i < 6000; i += 1) many[`v10.c.ko${1000 + i}`] = 'R o-1';
    for (let i = 0; i < 60; i += 1) many[`v10.c.o+d99/${'x'.repeat(i * 40)}`] = 'ko1';
    many['v10.vatParameters'] = JSON.stringify({ body: '#{}', slots: [], long: 'y'.repeat(50_000) });
    for (const pageSize of [512, 4096, 65_536]) {
      const { file, db } = draw(`levels ${pageSize}`, many, (fresh) =>
        fresh.pragma(`page_size = ${pageSize}`),
      );
      db.close();
      expect(read(file).vats.find(({ vatID }) => vatID === 'v10')?.clist).toEqual({
        objects: 6003,
        promises: 1,
        devices: 0,
        exports: 63,
      });
    }
  });

  it.each([
    [
      'another program’s',
      'CREATE TABLE bookmarks (a); CREATE TABLE places (b)',
      /of another program.*the tables bookmarks, places, but no kvStore/,
    ],
    ['a store without a kernel', SWING_STORE, /without vats/],
    [
      'a store of strange columns',
      SWING_STORE.replaceAll('snapPos', 'place'),
      /Its table snapshots is not that of a swing-store/,
    ],
  ])('refuses %s', (name, sql, words) => {
    const file = path.join(folder, `${name}.sqlite`);
    const db = openReal(file);
    db.exec(sql);
    db.close();
    expect(refusal(file)).toMatch(words);
  });

  it('gives up when its time is over', () => {
    const { file, db } = draw('slow', SMALL_CHAIN);
    db.close();
    let time = 0;
    const tick = (): number => {
      time += 1000;
      return time;
    };
    expect(() => read(file, 3000, tick)).toThrow(/takes too long/);
  });

  it('notes odd values instead of failing', () => {
    const { file, db } = draw('odd', {
      ...SMALL_CHAIN,
      'v10.source': '{',
      'kp40.subscribers': 'v11,<b>',
      'vats.terminated': '["v7",7,"v10"]',
    });
    db.close();
    const { vats, notes, terminated } = read(file);
    expect(vats.find(({ vatID }) => vatID === 'v10')).toBeUndefined();
    expect(terminated.map(({ vatID }) => vatID)).toEqual(['v7', 'v10']);
    expect(notes.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['vats.terminated', 'vat.dynamicIDs', 'kp40']),
    );
  });
});
