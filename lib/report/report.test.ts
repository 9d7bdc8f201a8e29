import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawInput, drawRun } from '@/lib/report/draw-report';
import { forecastHalt, hardwareScale } from '@/lib/report/halt';
import { blockPace, estimateHeight } from '@/lib/report/height-estimate';
import { HOSTILE_TEXTS } from '@/lib/report/hostile-texts';
import { makeReport, runPhases } from '@/lib/report/make-report';
import { type Phase, phasesOf } from '@/lib/report/phases';
import { checkedReport, parseReport, reportHash, toJson } from '@/lib/report/report-file';
import { sanitise } from '@/lib/report/sanitise';
import { settleReport } from '@/lib/report/settle-report';
import { spreadOf } from '@/lib/report/spread';
import { toMarkdown } from '@/lib/report/to-markdown';
import { sayMachine } from '@/lib/report/words';
import { analysisOf } from '@/lib/upgrade/fold-text';

const sample = (name: string) =>
  analysisOf(gunzipSync(readFileSync(new URL(`../slog/samples/${name}.slog.gz`, import.meta.url))));
const well = sample('all-well');
const throws = sample('throws');
const killed = sample('killed-mid-block');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('phases of a genuine run', () => {
  const phases = phasesOf(well, ['Upgrade bridge']);

  it('go from the kernel start over every step to the first ordinary block', () => {
    expect(phases.map(({ key }) => key)).toEqual([
      'init',
      'bundling',
      'step:0',
      'step:1',
      'step:2',
      'step:3',
      'step:4',
      'step:5',
      'other',
      'commit',
      'next',
    ]);
    expect(phases[2]?.title).toBe('Upgrade bridge');
    for (const { key, seconds } of phases) expect([key, seconds]).toEqual([key, expect.any(Number)]);
  });

  it('count the execution that was committed when a block was executed twice', () => {
    const block = killed.blocks.find(({ lost, bundlingSeconds }) => !lost && bundlingSeconds !== null);
    const twice = phasesOf(killed, []);
    expect(twice.find(({ key }) => key === 'bundling')?.seconds).toBe(block?.bundlingSeconds);
    expect(twice.find(({ key }) => key === 'init')?.seconds).toBe(killed.processStarts.at(-1)?.initSeconds);
  });

  it('never take more than the block did', () => {
    const inBlock = phases.filter(({ key }) => key.startsWith('step:') || key === 'other');
    const whole = well.blocks.find(({ bundlingSeconds }) => bundlingSeconds !== null)?.endBlockSeconds;
    expect(inBlock.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0)).toBeCloseTo(whole ?? 0, 9);
  });
});

describe('the forecast of the halt', () => {
  const phase = (key: string, seconds: number | null): Phase => ({ key, title: key, seconds, silent: false });

  it('gives median and range of each phase, and a gap where a log shows nothing', () => {
    const halt = forecastHalt([
      [phase('init', 10), phase('step:0', 2)],
      [phase('init', 20), phase('step:0', null), phase('next', 1)],
      [phase('init', 12)],
    ]);
    expect(halt.phases.map(({ key, by }) => [key, by])).toEqual([
      ['init', [10, 20, 12]],
      ['step:0', [2, null, null]],
      ['next', [null, 1, null]],
    ]);
    expect(halt.phases[0]?.seconds).toEqual({ median: 12, least: 10, most: 20, count: 3 });
    expect(halt.worryAfter).toBe(63);
    expect(forecastHalt([]).total).toBeNull();
  });

  it('scales to a slower machine by what both have in common', () => {
    const here = [phase('init', 10), phase('step:0', 30)];
    expect(hardwareScale(here, [phase('init', 15), phase('step:0', 65), phase('next', 9)])).toBe(2);
    expect(hardwareScale(here, [])).toBe(1);
    const slow = { title: 'Slow machine', phases: [phase('init', 15), phase('step:0', 65)] };
    const scaled = forecastHalt([here, here], slow);
    expect(scaled).toMatchObject({ scale: 2, reference: 'Slow machine' });
    expect(scaled.total?.median).toBe(80);
    expect(scaled.phases[0]?.by).toEqual([10, 10]);
    expect(sayMachine(scaled)).toMatch(/^Scaled by 2\.00 to the machine of “Slow machine”/);
    expect(forecastHalt([here], { title: 'Empty', phases: [] })).not.toHaveProperty('reference');
  });

  it('has a median within the range, for any measurements', () => {
    const seconds = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 20 }), (values) => {
        const spread = spreadOf(values);
        const known = values.filter((value) => value !== null);
        expect(spread === null).toBe(known.length === 0);
        if (!spread) return;
        expect(spread.least).toBeLessThanOrEqual(spread.median);
        expect(spread.median).toBeLessThanOrEqual(spread.most);
        expect(spread.count).toBe(known.length);
      }),
    );
  });
});

describe('when a height comes', () => {
  it('is reckoned from the pace of blocks; a halt is no pace', () => {
    const blocks = Array.from({ length: 400 }, (_, i) => ({
      blockHeight: 100 + i,
      blockTime: 1000 + i * 6 + (i > 200 ? 5000 : 0),
      lost: false,
    }));
    const pace = blockPace(blocks);
    expect(pace?.median).toBe(6);
    expect(pace?.most).toBeLessThan(60);
    expect(pace && estimateHeight(600, { height: 500, at: 0 }, { ...pace, least: 5, most: 7 })).toMatchObject(
      {
        at: 600_000,
        earliest: 500_000,
        latest: 700_000,
      },
    );
    expect(blockPace(blocks.slice(0, 1))).toBeNull();
  });
});

describe('a report of genuine runs', () => {
  const input = drawInput([drawRun(well), drawRun(throws, { id: 'run-2', title: 'Throws' })]);
  const report = makeReport(input);

  it('shows every planned vat before and after, with the line in each rehearsal', () => {
    expect(report.vats.map(({ vat, before, after }) => [vat, before.incarnation, after.incarnation])).toEqual(
      ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'].map((vat) => [vat, 0, 1]),
    );
    for (const { evidence } of report.vats) {
      expect(evidence).toHaveLength(2);
      expect(evidence[0]).toMatchObject({ outcome: 'upgraded', line: expect.any(Number) });
    }
    expect(report.vats.some(({ evidence }) => evidence[1]?.outcome === 'rolled-back')).toBe(true);
    expect(report.steps.map(({ seconds }) => seconds?.count)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('names what was not rehearsed, also when that is everything', () => {
    expect(report.notRehearsed.join()).toContain('No clone of the chain');
    expect(makeReport(drawInput([])).notRehearsed).toEqual(['Nothing was rehearsed.']);
    const other = makeReport(drawInput([drawRun(well, { planDigest: 'another' })]));
    expect(other.notRehearsed).toContain('No rehearsal carried out exactly this plan.');
  });

  it('counts a finding of both runs once, and what is open anywhere as open', () => {
    const twice = makeReport(
      drawInput([drawRun(throws, { id: 'a' }), drawRun(throws, { id: 'b' })], {
        judge: (_, { id }) => ({ judged: id === 'a' ? 'accepted' : 'open', reason: id, by: 'ann' }),
      }),
    );
    const once = makeReport(drawInput([drawRun(throws)]));
    expect(twice.findings.map(({ message }) => message)).toEqual(once.findings.map(({ message }) => message));
    for (const { judged, places } of twice.findings) {
      expect(judged).toBe('open');
      expect(places.length).toBeGreaterThan(1);
    }
  });

  it('is a file that comes back with the same hash, and whose hash any change changes', () => {
    const read = parseReport(toJson(report));
    expect(read.ok && reportHash(read.value, sha256)).toBe(reportHash(report, sha256));
    expect(reportHash({ ...report, verdict: 'no' }, sha256)).not.toBe(reportHash(report, sha256));
    expect(checkedReport({ ...report, steps: 3 })).toEqual({
      ok: false,
      error: 'This is no report: "steps" should be a list.',
    });
    expect(parseReport('{').ok).toBe(false);
  });

  it('says afterwards what was promised and what happened', () => {
    const { outcome } = settleReport(
      makeReport(drawInput([drawRun(well)])),
      input.plan,
      drawRun(throws),
      input.judge,
    );
    expect(outcome?.sentence).toMatch(/^At the end, 5 of 6 planned vats upgraded\. \d+ new blockers?\.$/);
    expect(outcome?.vats.filter(({ outcome: how }) => how === 'rolled-back')).toHaveLength(1);
    expect(outcome?.newFindings.length).toBeGreaterThan(0);
    const same = settleReport(makeReport(drawInput([drawRun(well)])), input.plan, drawRun(well), input.judge);
    expect(same.outcome?.newFindings).toEqual([]);
    expect(same.outcome?.phases.map(({ verdict }) => verdict)).toEqual(
      runPhases(drawRun(well), input.plan).map(() => 'within'),
    );
  });
});

describe('sanitising', () => {
  const saying = (title: string, allowed: string[] = []) =>
    sanitise(makeReport(drawInput([drawRun(well, { title })])), new Set(allowed));
  const titleOf = ({ report }: ReturnType<typeof saying>) => report.rehearsals[0]?.title;

  it.each([
    ['on validator-3.us-east.internal:26657', 'on [host name]'],
    ['at 10.0.12.7:9090 and 2001:db8:0:1::17', 'at [address] and [address]'],
    ['in /home/ann/.agoric/data and ~/slogs/x.slog', 'in [path] and [path]'],
    ['C:\\Users\\ann\\x.log', '[path]'],
    ['from agoric1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq', 'from [account]'],
    ['ann.b@example.com wrote', '[e-mail] wrote'],
    ['token vdt_abcdefghijklmnop', 'token [key]'],
    ['key ' + 'A'.repeat(43) + '=', 'key [key]'],
    ['Error: no at f (file.js:1:2) at g (x:3:4)', 'Error: no […]'],
    ['10.0.\u200b12.7', '[address]'],
  ])('%s', (text, want) => {
    const got = saying(text);
    expect(titleOf(got)).toBe(want);
    expect(got.removed.length).toBeGreaterThan(0);
  });

  it.each([
    'github.com/Agoric/agoric-sdk',
    'b1-5ce9bb1ac0',
    'agoric-upgrade-22, v9.zoe, 12:34:56, 1.2.3',
    'u22 rc1 @agoric/cosmos 0.35',
  ])('leaves %s alone', (text) => {
    const got = saying(text);
    expect(titleOf(got)).toBe(text);
    expect(got.removed).toEqual([]);
  });

  it('lets out what the author allows, and counts the rest', () => {
    expect(titleOf(saying('10.0.12.7 and 10.0.12.8', ['10.0.12.7']))).toBe('10.0.12.7 and [address]');
    expect(saying('10.0.12.7 10.0.12.7').removed).toEqual([
      { kind: 'address', text: '10.0.12.7', where: 'rehearsals[0].title', count: 2 },
    ]);
  });

  it('changes nothing of what it has sanitised', () => {
    const once = saying(HOSTILE_TEXTS.join(' '));
    expect(sanitise(once.report).report).toEqual(once.report);
  });

  it('takes hostile texts of a log out of all forms', () => {
    for (const text of HOSTILE_TEXTS) {
      const { report } = sanitise(
        makeReport(
          drawInput(
            [
              drawRun({
                ...well,
                findings: [
                  { rule: text, severity: 'info', line: 1, byte: 0, time: null, message: text, params: {} },
                ],
              }),
            ],
            { title: text, verdict: text },
          ),
        ),
      );
      const json = toJson(report);
      const markdown = toMarkdown(report, 'h');
      for (const form of [json, markdown]) {
        expect(form).not.toMatch(/[^\P{C}\n\u2060]/u);
        expect(form.length).toBeLessThan(60_000);
      }
      const outsideCode = markdown.replaceAll(/`[^`\n]*`/g, '');
      expect(outsideCode).not.toMatch(/(?<!\\)<|https?:\/\/evil|@everyone|javascript:|(?<!\\)!\[/);
    }
  });
});

describe('the report as Markdown', () => {
  const report = makeReport(drawInput([drawRun(well), drawRun(throws, { id: 'run-2' })]));
  const markdown = toMarkdown(report, 'abc');

  it('says the decision before anything else', () => {
    const [title, , what, when, halt] = markdown.split('\n');
    expect(title).toBe('# Upgrade 2');
    expect(what).toContain('`rehearsal-upgrade-2` of `vatdeck-rehearsal` at height 1000');
    expect(when).toMatch(/^- \*\*When\*\*: \d{4}-\d\d-\d\d \d\d:\d\d UTC \(/);
    expect(halt).toMatch(/^- \*\*Expected halt\*\*: .+ \(.+ to .+, 2 runs\); worry after /);
  });

  it('has tables whose rows have as many cells as their heads', () => {
    const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
    const cells = (line: string): number => line.match(/(?<!\\)\|/g)?.length ?? 0;
    lines.forEach((line, i) => {
      if (i > 0 && lines[i - 1] !== undefined && line.startsWith('| ---'))
        expect(cells(line)).toBe(cells(lines[i - 1] ?? ''));
    });
    expect(lines.length).toBeGreaterThan(30);
    expect(markdown).toContain('Content hash (SHA-256 of the canonical JSON): `abc`');
  });
});
