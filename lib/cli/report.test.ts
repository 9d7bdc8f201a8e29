import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run as compareVerb } from '@/lib/cli/compare';
import { run as reportVerb } from '@/lib/cli/report';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { sampleLog } from '@/lib/server/test/logs';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'vatdeck report '));
  writeFileSync(path.join(folder, 'plan.json'), JSON.stringify(rehearsalPlan()));
  for (const name of ['all-well', 'throws'])
    writeFileSync(path.join(folder, `${name}.slog`), sampleLog(name));
  const changed = sampleLog('all-well').toString('utf8').split('\n');
  const at = changed.findLastIndex((line) => line.startsWith('{"type":"crank-finish"'));
  changed[at] = (changed[at] ?? '').replace('"activityhash":"', '"activityhash":"0');
  writeFileSync(path.join(folder, 'other-node.slog'), changed.join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function vatdeck(verb: typeof reportVerb, ...argv: string[]) {
  let out = '';
  let err = '';
  const code = await verb(argv, {
    stdin: Readable.from([]),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: { INIT_CWD: folder, VATDECK_URL: 'http://127.0.0.1:9' },
    newId: () => 'new',
  });
  return { code, out, err };
}
const report = (...argv: string[]) => vatdeck(reportVerb, ...argv);
const compare = (...argv: string[]) => vatdeck(compareVerb, ...argv);

describe('vatdeck report', () => {
  it('makes a report of a plan and slogs, and verifies what it made', async () => {
    const made = await report(
      'make',
      '--plan',
      'plan.json',
      '--run',
      'all-well.slog',
      '--run',
      'throws.slog',
    );
    expect(made).toMatchObject({ code: 0 });
    expect(made.out).toMatch(/^# Upgrade rehearsal/);
    await report(
      'make',
      '--plan',
      'plan.json',
      '--run',
      'all-well.slog',
      '--form',
      'json',
      '--out',
      'r.json',
    );
    const { out, code } = await report('verify', 'r.json');
    expect(code).toBe(0);
    expect(await report('verify', 'r.json', '--hash', out.trim())).toMatchObject({ code: 0 });
    const text = readFileSync(path.join(folder, 'r.json'), 'utf8');
    writeFileSync(path.join(folder, 'r.json'), text.replace('"upgraded"', '"no-op"'));
    const forged = await report('verify', 'r.json', '--hash', out.trim());
    expect(forged).toMatchObject({ code: 2, out: expect.stringContaining('NOT the published') });
  });

  it('says what is wrong', async () => {
    expect(await report('make', '--run', 'all-well.slog')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Which plan?'),
    });
    expect(await report('make', '--plan', 'plan.json', '--run', 'plan.json')).toMatchObject({ code: 1 });
    expect(await report('verify', 'plan.json')).toMatchObject({
      code: 1,
      err: expect.stringContaining('"schema" should be'),
    });
    expect(await report('revoke', 'x')).toMatchObject({ code: 5 });
    expect(await report('nothing')).toMatchObject({ code: 1 });
  });
});

describe('vatdeck compare', () => {
  it('tells runs apart in kind, and says nothing of equal ones', async () => {
    const differs = await compare('all-well.slog', 'throws.slog');
    expect(differs).toMatchObject({ code: 2, out: expect.stringContaining('rolled-back') });
    expect(await compare('all-well.slog', 'all-well.slog')).toMatchObject({ code: 0 });
    const json = await compare('all-well.slog', 'throws.slog', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ schema: 'vatdeck/comparison@1', a: ['all-well.slog'] });
  });

  it('finds the crank in which two nodes differ, with the lines of both', async () => {
    const found = await compare('all-well.slog', 'other-node.slog', '--cranks');
    expect(found.code).toBe(2);
    expect(found.out).toMatch(/differs in activityhash/);
    expect(found.out.match(/"type":"crank-finish"/g)).toHaveLength(2);
    expect(await compare('all-well.slog', 'all-well.slog', '--cranks')).toMatchObject({ code: 0 });
    expect(await compare('all-well.slog', 'missing.slog', '--cranks')).toMatchObject({ code: 1 });
  });
});
