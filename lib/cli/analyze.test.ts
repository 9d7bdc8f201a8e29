import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '@/lib/cli/analyze';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { bundle, Slog } from '@/lib/upgrade/draw-slog';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vatdeck analyze '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function analyze(
  argv: readonly string[],
  { stdin = '', colour = false }: { stdin?: string | Uint8Array; colour?: boolean } = {},
) {
  let out = '';
  let err = '';
  let clock = 0;
  const code = await run(argv, {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: async (text) => void (out += text),
    err: (text) => void (err += text),
    env: { INIT_CWD: folder },
    now: () => (clock += 3_000),
    colour,
    interactive: false,
    width: 100,
  });
  return { code, out, err };
}

const chain = (): Slog => new Slog().start().vat('v2', 'vatAdmin').vat('v7', 'bank').vat('v9', 'oracle');
const up = { vatID: 'v7', upgradeID: 'up1', from: 0 } as const;
const inBlock = (act: (slog: Slog) => unknown): string =>
  chain()
    .block(5, (s) => s.run(5, 1, act))
    .text();

describe('vatdeck analyze', () => {
  it.each([
    ['no blocker', inBlock((s) => s.upgrade(up)), 0],
    [
      'a blocker',
      inBlock((s) => s.write('syscall', { crankNum: 1, vatID: 'v9', replay: false, vsc: ['send'] })),
      2,
    ],
    ['rolled back', inBlock((s) => s.upgrade({ ...up, problem: 'Error: no' })), 3],
    ['a vat lost', inBlock((s) => s.write('terminate', { vatID: 'v9', shouldReject: true })), 3],
    ['open', chain().write('cosmic-swingset-begin-block', { blockHeight: 6 }).text(), 4],
    ['open and rolled back', `${inBlock((s) => s.upgrade({ ...up, problem: 'Error: no' }))}{"type":"cosm`, 3],
    ['not a slog', '[1]\n', 1],
    ['nothing', '', 1],
  ])('exits by the contract: %s', async (_name, stdin, code) => {
    expect((await analyze(['-', '--json'], { stdin })).code).toBe(code);
  });

  it('finds a changed byte inside a skipped line when it is strict', async () => {
    const clist = (s: Slog) => s.write('clist', { crankNum: 1, mode: 'import', vatID: 'v9', kobj: 'ko1' });
    const text = inBlock((s) => clist(clist(s)));
    const at = text.lastIndexOf('"kobj":"ko1"') + 6;
    const stdin = `${text.slice(0, at)}}${text.slice(at + 1)}`;
    const broken = async (...more: string[]): Promise<number> =>
      JSON.parse((await analyze(['-', '--json', ...more], { stdin })).out).source.unparsable.count;
    expect(await broken()).toBe(0);
    expect(await broken('--strict')).toBe(1);
  });

  it('writes the document alone, the same for plain, gzip and a file on a path with spaces', async () => {
    const text = inBlock((s) => s.upgrade(up));
    await writeFile(path.join(folder, 'a slog'), gzipSync(text));
    const fromFile = await analyze(['a slog', '--json']);
    const fromPipe = await analyze(['-', '--json'], { stdin: text });
    expect(fromFile).toEqual(fromPipe);
    const document = JSON.parse(fromFile.out);
    expect(document).toMatchObject({
      schema: 'vatdeck/analysis@1',
      upgrades: [{ vatID: 'v7' }],
      source: { bytes: text.length },
    });
    expect(document.source.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(fromFile.err).toBe('');
  });

  it('shows people upgrades, findings with their place, totals; colour only where asked', async () => {
    const stdin = inBlock((s) =>
      s.upgrade({ ...up, severed: [{ kpid: 'kp1', subscriber: 'v9', back: false }] }),
    );
    const { out, code } = await analyze(['-'], { stdin });
    expect(code).toBe(0);
    expect(out).toMatch(/bank +v7 +– +5\/1 +0 → 1 +upgraded +[\d.]+ s +200 +0 of 1 +\d+\n/);
    expect(out).toMatch(/warning {2}line \d+ {2}subscriber-gave-up: oracle \(v9\) was told that bank \(v7\)/);
    expect(out).toContain('1 upgrade: 1 upgraded, 0 rolled back');
    expect(out).not.toContain('\u001b');
    expect((await analyze(['-'], { stdin, colour: true })).out).toContain('\u001b[32mupgraded');
  });

  it('compares with a plan', async () => {
    const proposals = (vat: string) => [
      { module: 'm', entrypoint: 'e', args: [], upgrades: [{ vat, bundle: bundle('a') }] },
    ];
    const plan = {
      ...emptyPlan('c', 'u'),
      steps: ['bank', 'zoe'].map((vat) => ({ id: vat, title: vat, proposals: proposals(vat) })),
    };
    await writeFile(path.join(folder, 'plan.json'), JSON.stringify(plan));
    const stdin = inBlock((s) => s.upgrade(up));
    const json = await analyze(['-', '--json', '--plan', 'plan.json'], { stdin });
    expect(JSON.parse(json.out).reconciliation).toMatchObject({
      planned: [
        { vat: 'bank', status: 'done' },
        { vat: 'zoe', status: 'not-seen' },
      ],
    });
    expect(json.code).toBe(2);
    expect((await analyze(['-', '--plan', 'plan.json'], { stdin })).out).toMatch(/zoe +not-seen/);
    await writeFile(path.join(folder, 'broken.json'), '{}');
    expect(await analyze(['-', '--plan', 'broken.json'], { stdin })).toMatchObject({
      code: 1,
      err: expect.stringContaining('broken.json is no plan'),
    });
  });

  it('says with an inventory of before who was to be severed', async () => {
    const upgrades = [{ vat: 'bank', bundle: null }];
    const steps = [
      { id: 'a', title: 'a', proposals: [{ module: 'm', entrypoint: 'e', args: [], upgrades }] },
    ];
    await writeFile(path.join(folder, 'one.json'), JSON.stringify({ ...emptyPlan('c', 'u'), steps }));
    const vats = [{ vatID: 'v7', name: 'bank', decides: [{ kpid: 'kp70', subscribers: ['v9'], queued: 0 }] }];
    const before = { schema: 'vatdeck/inventory@1', label: 'before', vats };
    await writeFile(path.join(folder, 'before.json'), JSON.stringify(before));
    const severed = [{ kpid: 'kp70', subscriber: 'v9', back: false }];
    const stdin = inBlock((s) => s.upgrade({ ...up, severed }));
    const { out } = await analyze(['-', '--plan', 'one.json', '--inventory', 'before.json'], { stdin });
    expect(out).toContain('bank: as-predicted, 1 told; 1 predicted.');
    expect((await analyze(['-', '--inventory', 'before.json'], { stdin })).err).toContain('needs a --plan');
  });

  it('says progress on standard error when asked', async () => {
    const { err, out } = await analyze(['-', '--json', '--progress'], {
      stdin: inBlock((s) => s.upgrade(up)),
    });
    expect(err).toMatch(/kB, \d+ lines, .*\/s\n/);
    expect(() => JSON.parse(out)).not.toThrow();
  });

  it.each([
    [[], /Which file\?/],
    [['a', 'b'], /one too many/],
    [['--frob', 'x'], /frob/],
    [['missing'], /missing does not exist\.\n/],
    [['.'], /folder/],
  ])('refuses %j with one sentence', async (argv, message) => {
    const { code, err, out } = await analyze(argv);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });

  it('--help prints the exit codes', async () => {
    expect(await analyze(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('3  an upgrade was rolled back'),
    });
  });
});
