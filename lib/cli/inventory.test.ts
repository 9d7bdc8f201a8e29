import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '@/lib/cli/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { drawInventory } from '@/lib/inventory/test/draw-inventory';
import { parsePlan } from '@/lib/plan/parse-plan';
import {
  hasRealSqlite,
  openReal,
  putKeys,
  SMALL_CHAIN,
  SWING_STORE,
} from '@/lib/server/inventory/test/real-sqlite';

const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck cli inventory '));
afterAll(() => rmSync(folder, { recursive: true }));

async function vatdeck(...argv: string[]) {
  let [out, err] = ['', ''];
  let time = 0;
  const code = await run(argv, {
    stdin: Readable.from([]),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { INIT_CWD: folder },
    newId: () => 'id',
    now: () => {
      time += 500;
      return time;
    },
    interactive: false,
  });
  return { code, out, err };
}

const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return name;
};
const drawn = (name: string, text: string): string =>
  file(name, JSON.stringify(inventoryJson(drawInventory(text))));

describe('vatdeck inventory', () => {
  const before = drawn(
    'before.json',
    'v9 zoe b1-a #0 dynamic | kp70>v10 | o+5>v10\nv10 bank b1-b #0 dynamic',
  );
  const after = drawn('after.json', 'v9 zoe b1-c #1 dynamic | - | -\nv10 bank b1-b #0 dynamic');

  it('prints a table for people and JSON for programs', async () => {
    const table = await vatdeck(before);
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/^v9 +zoe +dynamic +0 +b1-a/m);
    const json = await vatdeck(before, '--json', '--label', 'mine');
    expect(JSON.parse(json.out)).toMatchObject({ label: 'mine', vats: [{ vatID: 'v9' }, { vatID: 'v10' }] });
  });

  it('compares, with an exit code that tells', async () => {
    const changed = await vatdeck('compare', before, after);
    expect(changed).toMatchObject({
      code: 2,
      out: expect.stringMatching(/v9 zoe: incarnation changed from 0 to 1\./),
    });
    expect(await vatdeck('compare', before, before)).toMatchObject({ code: 0, out: 'Nothing changed.\n' });
  });

  it('says whom one vat cuts off, and refuses a vat that is not there', async () => {
    const one = await vatdeck('blast', before, '--vat', 'zoe');
    expect(one.out).toMatch(/v9 zoe decides 1 promises/);
    expect(one.out).toMatch(/v10 bank +1 +kp70/);
    expect(await vatdeck('blast', before, '--vat', 'nobody')).toMatchObject({ code: 1 });
  });

  it('holds vats against what a branch builds', async () => {
    const built = file('bundles.json', JSON.stringify({ bank: `b1-${'a'.repeat(128)}` }));
    expect((await vatdeck('drift', before, '--built', built)).out).toMatch(/^v10 +bank/m);
    expect(await vatdeck('drift', before)).toMatchObject({
      code: 1,
      err: expect.stringContaining('--built'),
    });
  });

  it('makes a plan', async () => {
    const { code, out } = await vatdeck('plan', before, '--name', 'u23', '--chain', 'agoric-3');
    expect(code).toBe(0);
    expect(parsePlan(JSON.parse(out))).toMatchObject({ ok: true, value: { upgradeName: 'u23' } });
  });

  it.each([
    ['nothing', [], 1],
    ['a file that is not there', ['none.sqlite'], 1],
    ['an option it does not know', [before, '--vat', 'v9'], 1],
    ['an image', [file('x.png', '\u0089PNG')], 1],
    ['the folder of no store', ['.'], 1],
  ])('refuses %s', async (_, argv, code) => {
    expect((await vatdeck(...argv)).code).toBe(code);
  });

  it.skipIf(!hasRealSqlite)(
    'reads a store in a folder, says how far it is, and merges what a file knows',
    async () => {
      const db = openReal(path.join(folder, 'swingstore.sqlite'));
      db.exec(SWING_STORE);
      putKeys(db, SMALL_CHAIN);
      db.close();
      const { code, out, err } = await vatdeck('.', after, '--progress');
      expect(code).toBe(0);
      expect(out).toMatch(/block 12 · 4 vats, 1 terminated/);
      expect(err).toMatch(/^100 %, .* keys, .*\/s$/m);
    },
  );
});
