import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '@/lib/cli/plan';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vatdeck plan '));
  await writeFile(path.join(folder, 'a plan.json'), JSON.stringify(rehearsalPlan()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function plan(argv: readonly string[], stdin = '') {
  let out = '';
  let err = '';
  let ids = 0;
  const code = await run(argv, {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: { INIT_CWD: folder, VATDECK_URL: 'http://127.0.0.1:9' },
    newId: () => `s${(ids += 1)}`,
  });
  return { code, out, err };
}
const moved = () => {
  const { steps, ...rest } = rehearsalPlan();
  return JSON.stringify({ ...rest, steps: steps.toReversed() });
};

describe('vatdeck plan', () => {
  it('check: 0 when nothing hard is violated, 2 when something is', async () => {
    expect(await plan(['check', 'a plan.json'])).toMatchObject({ code: 0 });
    const [first, ...others] = rehearsalPlan().steps;
    const empty = JSON.stringify({ ...rehearsalPlan(), steps: [{ ...first, proposals: [] }, ...others] });
    const checked = await plan(['check', '-', '--json'], empty);
    expect(checked.code).toBe(2);
    expect(JSON.parse(checked.out).violations).toContainEqual(expect.objectContaining({ strength: 'hard' }));
  });

  it('diff: says in words what the second does otherwise', async () => {
    expect(await plan(['diff', 'a plan.json', 'a plan.json'])).toMatchObject({
      code: 0,
      out: 'The plans are the same.\n',
    });
    const { code, out } = await plan(['diff', 'a plan.json', '-'], moved());
    expect(code).toBe(2);
    expect(out).toMatch(/Moved "Upgrade contract" from step 6 to step 1/);
  });

  it('import and export are each other’s inverse, and notes go to standard error', async () => {
    const exported = await plan(['export', 'a plan.json', '--format', 'yaml']);
    const imported = await plan(['import', '-'], exported.out);
    expect(JSON.parse(imported.out)).toEqual(rehearsalPlan());
    const go = await plan(
      ['import', '-', '--from', 'go', '--chain', 'agoricdev-25'],
      'buildProposalStepFromScript(name, "a.js")',
    );
    expect(JSON.parse(go.out)).toMatchObject({
      chain: 'agoricdev-25',
      steps: [{ proposals: [{ args: [{ variant: 'DEVNET' }] }] }],
    });
    expect(go.err).toMatch(/^line 1: The variant depends/);
  });

  it('export --out writes every file into the folder', async () => {
    const { code, err } = await plan([
      'export',
      'a plan.json',
      '--format',
      'agd-software-upgrade',
      '--out',
      'out here',
    ]);
    expect([code, err]).toEqual([0, expect.stringContaining('submit-software-upgrade.sh')]);
    expect(await readFile(path.join(folder, 'out here', 'info.json'), 'utf8')).toMatch(/^\{"coreProposals"/);
  });

  it.each([
    [['check', 'missing.json'], 1, /missing\.json does not exist/],
    [['check', '.'], 1, /is a folder/],
    [['check'], 1, /Usage: vatdeck plan check PLAN/],
    [['frob'], 1, /There is no verb "frob"/],
    [['check', 'a plan.json', '--digest', 'x'], 1, /no option --digest/],
    [['export', 'a plan.json', '--format', 'x'], 1, /--format must be one of json, yaml/],
    [['approve', 'id'], 1, /Which digest/],
    [['list'], 5, /No Vatdeck answers at http:\/\/127\.0\.0\.1:9/],
    [['import', 'a plan.json', '--save'], 5, /No Vatdeck answers/],
  ])('%j ends with %i', async (argv, code, words) => {
    const ended = await plan(argv);
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toMatch(words);
  });

  it('--help says the exit codes', async () => {
    expect(await plan(['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('3  refused by the server'),
    });
  });
});
