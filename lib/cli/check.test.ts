import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '@/lib/cli/check';
import type { Plan } from '@/lib/plan/plan';
import { plan as drawnPlan } from '@/lib/plan/test/draw-plan';
import { findingKey } from '@/lib/triage/finding-key';
import type { Mark } from '@/lib/triage/mark';
import { Slog } from '@/lib/upgrade/draw-slog';
import { analysisOf } from '@/lib/upgrade/fold-text';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vatdeck check '));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const planOf = (...vats: string[]): Plan => drawnPlan(vats.join(', '));

async function file(name: string, value: unknown): Promise<string> {
  await writeFile(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));
  return name;
}

async function check(stdin: string, plan: Plan, ...argv: string[]) {
  let out = '';
  let err = '';
  const code = await run(['-', '--plan', await file('plan.json', plan), ...argv], {
    stdin: Readable.from([Buffer.from(stdin)]),
    out: async (text) => void (out += text),
    err: (text) => void (err += text),
    env: { INIT_CWD: folder },
    now: () => 0,
    colour: false,
    interactive: false,
    width: 100,
  });
  return { code, out, err };
}

const up = { vatID: 'v7', upgradeID: 'up1', from: 0 } as const;
const slog = (act: (s: Slog) => unknown): string =>
  new Slog()
    .start()
    .vat('v2', 'vatAdmin')
    .vat('v7', 'bank')
    .block(5, (s) => s.run(5, 1, act))
    .text();
const good = slog((s) => s.upgrade(up));
const bad = slog((s) => s.upgrade({ ...up, problem: 'Error: no' }));

const marksOn = (text: string, rule: string): Mark[] =>
  analysisOf(text)
    .findings.filter((finding) => finding.rule === rule)
    .map((finding, at) => ({
      id: String(at),
      findingKey: findingKey(finding),
      kind: 'accepted',
      scope: { rule, vat: null, pattern: null, planId: 'p' },
      reason: 'known',
      assignee: null,
      actor: 'ann',
      createdAt: 1,
      withdrawnAt: null,
    }));

describe('vatdeck check', () => {
  it.each([
    ['done', good, planOf('bank'), 0],
    ['planned and not upgraded', good, planOf('bank', 'board'), 2],
    ['rolled back', bad, planOf('bank'), 3],
    [
      'open',
      `${good}${new Slog().write('cosmic-swingset-begin-block', { blockHeight: 6 }).text()}`,
      planOf('bank'),
      4,
    ],
    ['not a slog', '[1]\n', planOf('bank'), 1],
  ])('exits by the contract: %s', async (_name, text, plan, code) => {
    expect((await check(text, plan)).code).toBe(code);
  });

  it('what was accepted does not count; what was taken back does', async () => {
    const marks = marksOn(bad, 'upgrade-rolled-back');
    expect(marks).toHaveLength(1);
    const accepted = await check(bad, planOf('bank'), '--marks', await file('marks.json', { marks }));
    expect(accepted.code).toBe(0);
    const gone = marks.map((mark) => ({ ...mark, withdrawnAt: 2 }));
    expect((await check(bad, planOf('bank'), '--marks', await file('gone.json', gone))).code).toBe(3);
  });

  it('a baseline tells known from new; only with --new-only is what is known let through', async () => {
    const before = await check(bad, planOf('bank', 'board'), '--format', 'json');
    const baseline = ['--baseline', await file('before.json', before.out)];
    const known = await check(bad, planOf('bank', 'board'), ...baseline, '--format', 'json');
    expect([known.code, JSON.parse(known.out).counts.new]).toEqual([3, 0]);
    expect((await check(bad, planOf('bank', 'board'), ...baseline, '--new-only')).code).toBe(0);
    expect((await check(bad, planOf('bank', 'zoe'), ...baseline, '--new-only')).code).toBe(2);
  });

  it('coverage counts where it is asked for', async () => {
    const plan = planOf('bank');
    const [step] = plan.steps;
    if (step?.kind !== 'core-eval') throw new Error('the plan begins with code');
    const proposals = step.proposals.map((one) => ({ ...one, args: [{ variant: 'DEVNET' }] }));
    const other = { ...plan, steps: [{ ...step, proposals }] };
    expect([(await check(good, other)).code, (await check(good, other, '--needs-coverage')).code]).toEqual([
      0, 2,
    ]);
    expect((await check(good, other, '--needs-coverage', '--chain', 'agoricdev-25')).code).toBe(0);
  });

  it('compares with an inventory, and says what is none', async () => {
    const severed = [{ kpid: 'kp70', subscriber: 'v2', back: false }];
    const text = slog((s) => s.upgrade({ ...up, severed }));
    const inventory = {
      schema: 'vatdeck/inventory@1',
      label: 'before',
      vats: [{ vatID: 'v7', name: 'bank', decides: [{ kpid: 'kp70', subscribers: ['v2'], queued: 0 }] }],
    };
    const answer = await check(text, planOf('bank'), '--inventory', await file('inventory.json', inventory));
    expect(answer.out).toContain('bank: as-predicted, 1 told');
    const wrong = await check(text, planOf('bank'), '--inventory', await file('wrong.json', '[]'));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('is no inventory')]);
  });

  it('refuses wrong usage in words', async () => {
    expect((await check(good, planOf('bank'), '--format', 'html')).err).toContain(
      'There is no format "html"',
    );
    expect((await check(good, planOf('bank'), '--new-only')).err).toContain('needs a --baseline');
    expect((await check(good, planOf('bank'), '--marks', await file('m.json', '{'))).err).toContain(
      'is not JSON',
    );
  });
});

/** What XML 1.0 calls well-formed, for documents of elements and attributes alone. */
function isWellFormed(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) return false;
  const open: string[] = [];
  const rest = text
    .replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
    .replaceAll(
      /<(\/?)([a-z]+)((?: [a-z]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#\d+);)*")*)(\/?)>/g,
      (_all, end, name, _of, alone) => {
        if (end === '/') return open.pop() === name ? '' : 'x';
        if (alone !== '/') open.push(name);
        return '';
      },
    );
  return rest.trim() === '' && open.length === 0;
}

describe('formats for machines', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ']]>',
      '<a b="&',
      '\u0000\u001b[31m',
      '\ud800',
      '\nvat\t"x"',
      '::error::no\n::stop-commands::t',
    ),
  );

  it('JUnit is well-formed and annotations are one command a line, whatever the log holds', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const log = slog((s) => s.upgrade({ ...up, problem: `Error: ${text}` }));
        const junit = await check(log, planOf('bank'), '--format', 'junit');
        expect(isWellFormed(junit.out)).toBe(true);
        expect(junit.out).toContain('<failure');
        const github = await check(log, planOf('bank'), '--format', 'github');
        const lines = github.out.trimEnd().split('\n');
        expect(lines.filter((line) => !/^::(error|warning|notice) file=/.test(line))).toEqual([]);
        // oxlint-disable-next-line no-control-regex
        expect(/[\u0000-\u0009\u000b-\u001f\u007f]/.test(github.out)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});
