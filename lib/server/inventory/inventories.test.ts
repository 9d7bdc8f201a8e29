import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as drift, POST as give } from '@/app/api/inventories/[inventoryId]/bundles/route';
import { GET as compare } from '@/app/api/inventories/[inventoryId]/compare/route';
import { POST as merge } from '@/app/api/inventories/[inventoryId]/merge/route';
import { GET as look, DELETE as remove, PATCH as rename } from '@/app/api/inventories/[inventoryId]/route';
import { GET as list, POST as send } from '@/app/api/inventories/route';
import { POST as choose } from '@/app/api/plans/[planId]/inventory/route';
import { POST as learn } from '@/app/api/runs/[runId]/inventory/route';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { planFromInventory } from '@/lib/inventory/plan-from-inventory';
import { drawInventory, drawVat } from '@/lib/inventory/test/draw-inventory';
import type { PlanView } from '@/lib/plan/plan-view';
import { instance } from '@/lib/server/instance';
import { exportData, manifestOf, tarOf } from '@/lib/server/inventory/test/draw-export';
import {
  hasRealSqlite,
  openReal,
  putKeys,
  SMALL_CHAIN,
  SWING_STORE,
} from '@/lib/server/inventory/test/real-sqlite';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { createRun } from '@/lib/server/run/create-run';
import { at, request } from '@/lib/server/test/doors';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-inventories-'));
beforeAll(async () => {
  server = await TestInstance.open({ maxStoreBytes: 3_000_000 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const post = (body: BodyInit, query = '') =>
  send(request(`/api/inventories${query}`, { method: 'POST', body }), at({}));
const view = async (inventoryId: string) =>
  (await look(request(`/api/inventories/${inventoryId}`), at({ inventoryId }))).json();

/** Sends a file and waits until it is read. */
async function imported(body: BodyInit, query = '') {
  const answer = await post(body, query);
  expect(answer.status).toBe(202);
  const { id } = await answer.json();
  await (await instance()).readings.settled(id);
  return view(id);
}

const drawn = (label: string, text = 'v9 zoe\nv10 bank') =>
  JSON.stringify(inventoryJson({ ...drawInventory(text), label }));
const audit = async (inventoryId: string) =>
  (await instance()).database.prisma.auditEntry.findMany({
    where: { subject: `inventory:${inventoryId}` },
    orderBy: { id: 'asc' },
  });

describe('an inventory in JSON', () => {
  it('is kept with its label and audited, is listed, renamed and deleted', async () => {
    const made = await imported(drawn('before u23'), '?name=inventory.json&label=mine');
    expect(made).toMatchObject({
      state: 'ready',
      label: 'mine',
      vats: 2,
      createdBy: 'operator',
      error: null,
    });
    expect(made.inventory.vats.map((vat: { name: string }) => vat.name)).toEqual(['zoe', 'bank']);
    const inventoryId: string = made.id;
    const rows = (await (await list(request('/api/inventories'), at({}))).json()).inventories;
    expect(rows.map((row: { id: string }) => row.id)).toContain(inventoryId);
    expect(rows[0]).not.toHaveProperty('inventory');
    const body = JSON.stringify({ label: 'before u24' });
    const renamed = await rename(request('/', { method: 'PATCH', body }), at({ inventoryId }));
    expect(await renamed.json()).toMatchObject({ label: 'before u24' });
    const gone = await remove(request('/', { method: 'DELETE' }), at({ inventoryId }));
    expect(gone.status).toBe(204);
    expect((await audit(inventoryId)).map(({ verb }) => verb)).toEqual([
      'import-inventory',
      'rename-inventory',
      'delete-inventory',
    ]);
    expect((await look(request('/'), at({ inventoryId }))).status).toBe(404);
  });

  it('may be packed', async () => {
    expect(await imported(new Uint8Array(gzipSync(drawn('packed'))), '?name=a.json.gz')).toMatchObject({
      state: 'ready',
      vats: 2,
    });
  });

  it('is compared with another', async () => {
    const before = await imported(drawn('a', 'v9 zoe\nv10 bank'));
    const after = await imported(drawn('b', 'v9 zoe'));
    const answer = await compare(request(`/?with=${before.id}`), at({ inventoryId: after.id }));
    const { changes } = await answer.json();
    expect(JSON.stringify(changes)).toContain('v10');
  });

  it('is held against what a branch builds, which stays with it', async () => {
    const { id: inventoryId } = await imported(drawn('c'));
    expect(await (await drift(request('/'), at({ inventoryId }))).json()).toMatchObject({
      drift: null,
      bundles: 0,
    });
    const manifest = JSON.stringify({ bank: `b1-${'a'.repeat(128)}` });
    const body = JSON.stringify({ files: [{ name: 'bundles.json', text: manifest }] });
    const given = await give(request('/', { method: 'POST', body }), at({ inventoryId }));
    expect(given.status).toBe(200);
    const kept = await (await drift(request('/'), at({ inventoryId }))).json();
    expect(kept).toMatchObject({ bundles: 1, files: ['bundles.json'] });
    expect(kept.drift).toHaveLength(2);
    const bad = JSON.stringify({ files: [{ name: 'x', text: 'no json' }] });
    expect((await give(request('/', { method: 'POST', body: bad }), at({ inventoryId }))).status).toBe(400);
  });
});

describe('an export', () => {
  it('is sent as a packed tar, read, and leaves nothing behind', async () => {
    const files = { 'export-manifest.json': manifestOf(), 'export-data.jsonl': exportData(SMALL_CHAIN) };
    const entries = Object.entries(files).map(([name, content]) => ({ name: `./${name}`, content }));
    const made = await imported(new Uint8Array(gzipSync(tarOf(entries))), '?name=export.tar.gz');
    expect(made).toMatchObject({ state: 'ready', vats: 4, terminated: 1, height: 12 });
    expect(made.inventory.sources).toMatchObject([{ kind: 'export', name: 'export.tar.gz' }]);
    expect(readdirSync(path.join(server.dataDir, 'inventories'))).toEqual([]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'a PNG image'],
    ['nothing', new Uint8Array(0), 'empty'],
    ['JSON of another kind', new TextEncoder().encode('{"a":1}'), 'JSON'],
    ['an export of no kernel', new TextEncoder().encode('["kv.version","3"]\n'), 'without vats'],
    ['a torn archive', new Uint8Array(tarOf([{ name: 'x', content: 'x' }]).subarray(0, 600)), 'is cut off'],
    ['broken gzip', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]), 'gzip is broken'],
    ['a bomb', new Uint8Array(gzipSync(Buffer.alloc(9_000_000, '{"schema":1} '))), 'unpacks to more'],
  ])('%s is refused in one sentence that says what it is', async (_, body, words) => {
    const made = await imported(body, '?name=x');
    expect(made).toMatchObject({ state: 'failed', inventory: null });
    expect(made.error).toContain(words);
  });

  it('is not even received when it is too large, and leaves no file', async () => {
    const answer = await post(new Uint8Array(3_100_000));
    expect(answer.status).toBe(413);
    expect(readdirSync(path.join(server.dataDir, 'inventories'))).toEqual([]);
  });

  it('what was being read when the server ended is failed at the next start', async () => {
    const { database, readings } = await instance();
    const data = { id: 'half', label: 'half', state: 'reading', createdBy: 'operator' };
    await database.prisma.inventory.create({ data });
    await readings.start();
    expect(await view('half')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('import it again'),
    });
  });
});

describe.skipIf(!hasRealSqlite)('a swing-store', () => {
  const store = (): Uint8Array<ArrayBuffer> => {
    const file = path.join(folder, 'swingstore.sqlite');
    if (!existsSync(file)) {
      const db = openReal(file);
      db.exec(SWING_STORE);
      putKeys(db, SMALL_CHAIN);
      db.close();
    }
    return new Uint8Array(readFileSync(file));
  };

  it('is read in a thread of its own, also packed, and its file is deleted', async () => {
    for (const body of [store(), new Uint8Array(gzipSync(store()))]) {
      const made = await imported(body, '?name=swingstore.sqlite');
      expect(made).toMatchObject({
        state: 'ready',
        height: 12,
        vats: 4,
        terminated: 1,
        label: 'swingstore.sqlite',
      });
      expect(made.sources[0]).toMatchObject({
        kind: 'store',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
    expect(readdirSync(path.join(server.dataDir, 'inventories'))).toEqual([]);
  });

  it('tells a plan’s rules of its chain, and stops when it is deleted', async () => {
    const { id: inventoryId } = await imported(store());
    const ghost = drawInventory('v1 bootstrap b1-b #0 static');
    const vats = [...ghost.vats, drawVat('v99 ghost b1-a #1 dynamic', { adminNodeHolders: ['v1'] })];
    const plan = planFromInventory(
      { ...ghost, vats },
      null,
      { chain: 'agoric-3', upgradeName: 'u23' },
      () => 's',
    );
    const made = await createPlan(operator, { title: 'p', plan });
    const saysGhost = (one: PlanView) =>
      one.violations.some(({ message }) => message.includes('ghost') && /inventory|chain/.test(message));
    const set = (to: string | null) =>
      choose(
        request('/', { method: 'POST', body: JSON.stringify({ inventoryId: to }) }),
        at({ planId: made.id }),
      );
    const known: PlanView = await (await set(inventoryId)).json();
    expect(known.inventory).toEqual({ id: inventoryId, label: 'upload' });
    expect(known.digest).toBe(made.digest);
    expect([made, known].map(saysGhost)).toEqual([false, true]);
    expect((await set('none')).status).toBe(404);
    expect((await listPlans(operator)).map(({ id }) => id)).toContain(made.id);
    await remove(request('/', { method: 'DELETE' }), at({ inventoryId }));
    expect((await (await set(null)).json()).inventory).toBeNull();
  });
});

describe('two inventories', () => {
  const ask = (inventoryId: string, body: object) =>
    merge(request('/', { method: 'POST', body: JSON.stringify(body) }), at({ inventoryId }));
  const of = (label: string, vat: object) =>
    imported(JSON.stringify({ schema: 'vatdeck/inventory@1', label, vats: [{ vatID: 'v9', ...vat }] }));

  it('are merged into a third, with the source of each fact, and stay as they are', async () => {
    const store = await of('store', { name: 'zoe', from: { name: 'store' } });
    const slog = await of('slog', {
      name: 'zoe',
      incarnation: 2,
      from: { name: 'slog', incarnation: 'slog' },
    });
    const answer = await ask(store.id, { other: slog.id });
    expect(answer.status).toBe(201);
    const { id } = await answer.json();
    expect(await view(id)).toMatchObject({ label: 'store + slog', state: 'ready', createdBy: 'operator' });
    expect((await view(id)).inventory.vats).toMatchObject([
      { vatID: 'v9', incarnation: 2, from: { name: 'store', incarnation: 'slog' } },
    ]);
    expect(await audit(id)).toMatchObject([
      { verb: 'merge-inventories', after: { first: store.id, second: slog.id } },
    ]);
    expect((await view(store.id)).inventory).toEqual(store.inventory);
  });

  it('must be two, and both must be there', async () => {
    const { id } = await of('one', {});
    expect((await ask(id, { other: id })).status).toBe(409);
    expect((await ask(id, { other: 'none' })).status).toBe(404);
  });
});

it('a run without lines teaches nothing yet', async () => {
  const { runId } = await createRun(operator, { title: 'r', kind: 'clone' });
  expect((await learn(request('/', { method: 'POST', body: '{}' }), at({ runId }))).status).toBe(409);
});
