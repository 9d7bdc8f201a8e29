import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';
import { analysisOf, analysisOfChunks, analysisOfRestored } from '@/lib/upgrade/fold-text';
import { fateOf } from '@/lib/upgrade/summary';

/** Logs written by real kernels, beside the repository or where VATDECK_SHARED says; without them these tests are skipped. */
const SHARED = process.env.VATDECK_SHARED ?? path.resolve(import.meta.dirname, '../../../shared');
const SLOGS = path.join(SHARED, 'slogs');
const SAMPLES = path.join(SHARED, 'domain/samples');

const readGz = (file: string): Uint8Array => gunzipSync(readFileSync(file));
const sample = (name: string): Analysis => analysisOf(readGz(path.join(SAMPLES, `${name}.slog.gz`)));

type Json = Record<string, unknown>;
type Truth = {
  files: Record<
    string,
    Json &
      Record<'runs' | 'upgrades' | 'vats' | 'processStarts', Json[]> & { blocks: { committed: number[] } }
  >;
};

/** `truth.json` names some things otherwise, as its README says, and has `null` where the document has no such key. */
const truthOfUpgrade = ({
  order: _o,
  vatParameters: _v,
  failedIn: _f,
  severed,
  callback,
  ...rest
}: Json): Json => ({
  ...rest,
  severed: Array.isArray(severed)
    ? severed.map((s: Json) => ({ ...s, subscriberReplacedSince: s.subscriberReplacedSince ?? false }))
    : [],
  callback: Object.fromEntries(Object.entries(callback ?? {}).filter(([, value]) => value !== null)),
});

const byNumber = (a: { vatID: string }, b: { vatID: string }): number =>
  Number(a.vatID.slice(1)) - Number(b.vatID.slice(1));

describe.skipIf(!existsSync(path.join(SLOGS, 'truth.json')))('the logs of shared/slogs', () => {
  const truth = (): Truth => JSON.parse(readFileSync(path.join(SLOGS, 'truth.json'), 'utf8'));
  const names = existsSync(SLOGS) ? Object.keys(truth().files) : [];

  it.each(names)('%s: the document says what the kernel’s database says', (name) => {
    const want = truth().files[name];
    if (!want) throw new Error(`no truth for ${name}`);
    const got = analysisOf(readGz(path.join(SLOGS, name)));
    expect(got.source).toMatchObject({
      bytes: want.bytes,
      lines: want.lines,
      endsWithNewline: want.endsWithNewline,
      firstTime: want.firstTime,
      lastTime: want.lastTime,
      entryTypes: want.eventCounts,
      unparsable: { count: 0, lines: want.unparsableLines },
      notEntries: { count: 0, lines: want.notEntries },
      unknownTypes: {},
    });
    expect(got.processStarts).toMatchObject(want.processStarts);
    expect(got.upgrades).toMatchObject(want.upgrades.map(truthOfUpgrade));
    expect(got.runs).toMatchObject(want.runs.map(({ upgrades: _u, ...run }) => run));
    expect(got.runs.map((run) => run.upgrades.length)).toEqual(want.runs.map((run) => run.upgrades));
    expect(got.terminations).toEqual(want.terminations);
    expect(got.blocks.filter((block) => block.committed).map((block) => block.blockHeight)).toEqual(
      want.blocks.committed,
    );
    expect(got.vats.toSorted(byNumber)).toMatchObject(
      want.vats.map(({ creations, ...vat }) => ({
        ...vat,
        firstLine: Array.isArray(creations) ? creations[0] : null,
      })),
    );
    const { unknown: _n, ownPromises: _p, forwardedRejections: _r, ...summary } = Object(want.summary);
    expect(got.summary).toMatchObject(summary);
  });

  it.each(names)('%s: says the same when no line is skipped', (name) => {
    // A space before a line defeats the sniffing, one behind it does not; every offset is the same.
    const lines = Buffer.from(readGz(path.join(SLOGS, name)))
      .toString('utf8')
      .split('\n')
      .slice(0, -1);
    const parsed = analysisOf(lines.map((l) => ` ${l}\n`).join(''));
    expect(analysisOf(lines.map((l) => `${l} \n`).join(''))).toEqual(parsed);
  });

  it('is the same for every chunking and after every checkpoint', () => {
    const bytes = readGz(path.join(SLOGS, 'interleaved.slog.gz'));
    const whole = JSON.stringify(analysisOf(bytes));
    expect(JSON.stringify(analysisOfChunks(bytes, [65_536, 7, 1_000]))).toBe(whole);
    const places = Array.from({ length: 40 }, (_, i) => Math.floor((bytes.length * (i + 1)) / 41) + i * 13);
    expect(JSON.stringify(analysisOfRestored(bytes, places))).toBe(whole);
  });
});

/** `up1 v6 upgraded 107 2179-2234 0→1`, as the samples' README writes it. */
const line = (u: Upgrade): string =>
  `${u.upgradeID} ${u.vatID} ${u.outcome} ${u.deliveryCrank} ${u.startLine}-${u.endLine} ${u.incarnationBefore}→${u.incarnationAfter}`;
const severed = ({ upgrades }: Analysis): string[] =>
  upgrades.flatMap((u) => u.severed.map((s) => `${s.kpid}→${s.subscriber} ${fateOf(s)} ${s.line}`));
const rules = ({ findings }: Analysis, severity: string): string[] =>
  findings.filter((f) => f.severity === severity).map((f) => `${f.rule} ${f.line}`);

describe.skipIf(!existsSync(SAMPLES))('the logs of shared/domain/samples', () => {
  it.each([
    ['u22-success', 'up1 v6 upgraded 107 2179-2234 0→1'],
    ['u14-success', 'up1 v6 upgraded 107 2231-2290 0→1'],
  ])('%s: one comes back, one gives up, one keeps a reference to what is gone', (name, upgrade) => {
    const got = sample(name);
    expect(got.upgrades.map(line)).toEqual([upgrade]);
    expect(severed(got).map((s) => s.replace(/ \d+$/, ''))).toEqual([
      'kp60→v7 resubscribed',
      'kp65→v8 gave-up',
    ]);
    expect(rules(got, 'warning').map((r) => r.split(' ')[0])).toEqual(
      expect.arrayContaining(['subscriber-gave-up', 'broken-reference']),
    );
    expect(rules(got, 'blocker')).toEqual([]);
    expect(got.upgrades[0]?.committed).toBe(null);
  });

  it.each([
    ['u22-fail-throws', '75 1871-1900', 'Error: intentional failure in buildRootObject'],
    ['u14-fail-throws', '75 1917-1950', 'Error: intentional failure in buildRootObject'],
    ['u22-fail-missing-kind', '75 1871-1912', 'Error: defineDurableKind not called for tags: [Counter]'],
    ['u22-fail-badmodule', '75 1871-1900', 'Error: module evaluation failed'],
    ['u22-fail-nobro', '75 1871-1900', 'Error: vat source bundle lacks buildRootObject() function'],
    ['u22-fail-unresolved', '75 1871-1898', 'buildRootObject unresolved'],
    ['u22-fail-deep', '75 1871-1896', 'Stack meter exceeded'],
    ['u22-fail-spin', '49 1517-1545', 'Compute meter exceeded'],
  ])('%s is rolled back, and that is its only blocker', (name, place, error) => {
    const got = sample(name);
    expect(got.upgrades.map(line)).toEqual([`up1 v6 rolled-back ${place} 0→0`]);
    expect(got.upgrades[0]?.error).toBe(error);
    expect(got.upgrades[0]?.callback).toMatchObject({ ok: false, message: 'vat-upgrade failure' });
    expect(rules(got, 'blocker').map((r) => r.split(' ')[0])).toEqual(['upgrade-rolled-back']);
    expect(got.vats.find((vat) => vat.vatID === 'v6')).toMatchObject({
      state: expect.stringMatching('live'),
      incarnation: 0,
    });
  });

  it('u22-fail-meter-underflow: a vat’s creation fails, no upgrade and no termination', () => {
    const got = sample('u22-fail-meter-underflow');
    expect([got.upgrades, got.terminations]).toEqual([[], []]);
    expect(rules(got, 'blocker')).toEqual(['vat-creation-failed 1409']);
  });

  it.each([
    ['u22-terminate', [2244, 2341, 2420, 2490]],
    ['u14-terminate', [2292, 2384, 2458, 2522]],
  ])('%s: four vats end, each told once', (name, lines) => {
    const got = sample(name);
    expect(got.terminations.map((t) => [t.vatID, t.evidence, t.failure, t.line])).toEqual([
      ['v6', 'terminate', false, lines[0]],
      ['v7', 'terminate', true, lines[1]],
      ['v8', 'admin', true, lines[2]],
      ['v9', 'terminate', true, lines[3]],
    ]);
  });

  it.each([
    ['u22-critical', '45 1465-1497', 'kernel-panic 1743', 'vat-terminated 1741'],
    ['u14-critical', '45 1495-1532', 'kernel-panic 1782', 'vat-terminated 1782'],
  ])('%s: a critical vat is rolled back without panic, then ends and panics', (name, place, panic, ended) => {
    const got = sample(name);
    expect(got.upgrades.map(line)).toEqual([`up1 v6 rolled-back ${place} 0→0`]);
    expect(rules(got, 'blocker')).toEqual(expect.arrayContaining([panic, ended]));
  });

  it('u22-console: each error once, its stack and notes not', () => {
    const got = sample('u22-console');
    expect(rules(got, 'warning')).toEqual(['console-error 1426', 'unhandled-rejection 1587']);
    expect(got.findings.filter((f) => f.rule === 'console-warn')).toHaveLength(1);
  });

  it('u22-two-in-one-run: neither upgrade is isolated', () => {
    const got = sample('u22-two-in-one-run');
    expect(got.upgrades.map((u) => [u.upgradeID, u.deliveryCrank, u.isolated])).toEqual([
      ['up1', 98, false],
      ['up2', 101, false],
    ]);
    expect(severed(got)).toEqual(['kp60→v8 resubscribed 2276']);
  });

  it.each([
    ['u22-restart', 'up1 v6 upgraded 75 1894-1952 0→1'],
    ['u14-restart', 'up1 v6 upgraded 75 1940-2001 0→1'],
  ])('%s: names survive bare create-vat lines, replays are no deliveries', (name, upgrade) => {
    const got = sample(name);
    expect(got.processStarts).toHaveLength(2);
    expect(got.upgrades.map(line)).toEqual([upgrade]);
    expect(got.upgrades[0]?.name).toBe('target');
    expect(got.source.replayedEntries).toBe(24);
  });

  it('u22-inventory', () => {
    const got = sample('u22-inventory');
    expect(got.upgrades.map(line)).toEqual([
      'up1 v6 upgraded 139 2681-2736 0→1',
      'up2 v9 rolled-back 159 2885-2917 0→0',
    ]);
    expect(severed(got).map((s) => s.replace(/ \d+$/, ''))).toEqual([
      'kp70→v7 resubscribed',
      'kp75→v8 gave-up',
    ]);
    expect(got.terminations.map((t) => [t.vatID, t.evidence, t.line])).toEqual([['v10', 'admin', 3007]]);
  });

  it.each(['u22-replay-divergence-preload', 'u22-replay-divergence-missing'])(
    '%s: diverges once, panics, stays open',
    (name) => {
      const got = sample(name);
      expect(rules(got, 'blocker').map((r) => r.split(' ')[0])).toEqual([
        'replay-divergence',
        'kernel-panic',
      ]);
      expect(got.findings.find((f) => f.rule === 'replay-divergence')?.vatID).toBe('v7');
      expect(got.summary.open).toBe(true);
      expect(got.upgrades.map(line)).toEqual(['up1 v6 upgraded 83 2103-2164 0→1']);
    },
  );

  it('u22-chain-upgrade-block: steps, evals and isolation of a software upgrade', () => {
    const got = sample('u22-chain-upgrade-block');
    expect(got.upgrades.map((u) => `${u.step} ${u.committed} ${u.isolated} ${line(u)}`)).toEqual([
      '0.0 true true up1 v7 upgraded 159 5172-5391 0→1',
      '1.0 true true up2 v6 upgraded 181 5678-5881 0→1',
      '2.0 true true up3 v6 rolled-back 205 6067-6095 1→1',
      '3.0 true false up4 v7 upgraded 238 6347-6554 1→2',
      '3.1 true false up5 v6 upgraded 240 6557-6770 1→2',
    ]);
    expect(got.steps.filter((s) => s.step !== null).map((s) => [s.step, s.outcome, s.error])).toEqual([
      ['0', 'ok', null],
      ['1', 'ok', null],
      ['2', 'failed', 'vat-upgrade failure'],
      ['3', 'ok', null],
    ]);
    expect(rules(got, 'blocker')).toEqual(['upgrade-rolled-back 6067', 'core-eval-failed 6124']);
    expect(rules(got, 'warning').filter((r) => r.startsWith('unhandled') || r.startsWith('console'))).toEqual(
      [],
    );
  });

  it('u22-chain-context: the same story in the context-aware form', () => {
    const plain = sample('u22-chain-upgrade-block');
    const got = sample('u22-chain-context');
    const story = (a: Analysis) =>
      a.upgrades.map((u) => [
        u.upgradeID,
        u.outcome,
        u.step,
        u.deliveryCrank,
        u.incarnationAfter,
        u.isolated,
        u.committed,
        u.callback?.crankNum,
      ]);
    expect(story(got)).toEqual(story(plain));
    expect(got.source.unparsable.count + got.source.notEntries.count).toBe(0);
  });

  it('u22-chain-hang: a step that never settles blocks, though its block is committed', () => {
    const got = sample('u22-chain-hang');
    expect(got.steps.filter((s) => s.step !== null).map((s) => s.outcome)).toEqual(['unsettled', 'ok']);
    expect(rules(got, 'blocker')).toEqual(['core-eval-unsettled 5028']);
    expect(got.upgrades.map((u) => `${u.step} ${line(u)}`)).toEqual([
      '1.0 up1 v6 upgraded 163 5216-5419 0→1',
    ]);
  });

  it('u22-chain-panic: nothing of the block is committed', () => {
    const got = sample('u22-chain-panic');
    expect(got.upgrades.map((u) => [u.outcome, u.committed])).toEqual([['upgraded', false]]);
    expect(got.terminations.map((t) => [t.vatID, t.evidence, t.line])).toEqual([['v6', 'admin', 5476]]);
    expect(rules(got, 'blocker')).toEqual([
      'block-not-committed 5003',
      'vat-terminated 5476',
      'kernel-panic 5478',
    ]);
    expect(got.summary.open).toBe(true);
  });

  it('synthetic-crash-then-repeat: the first execution is lost, the second counts', () => {
    const got = sample('synthetic-crash-then-repeat');
    expect(got.source.unparsable).toEqual({ count: 1, lines: [6051] });
    expect(got.processStarts.map((p) => p.line)).toEqual([1, 3927, 6051]);
    expect(got.upgrades.map((u) => [u.upgradeID, u.committed, u.lost])).toEqual([
      ['up1', false, true],
      ['up2', false, true],
      ['up1', true, false],
      ['up2', true, false],
      ['up3', true, false],
      ['up4', true, false],
      ['up5', true, false],
    ]);
    expect(got.upgrades.map((u) => u.incarnationAfter)).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(got.blocks.map((b) => [b.blockHeight, b.committed, b.lost])).toContainEqual([4, false, true]);
    expect(rules(got, 'blocker').map((r) => r.split(' ')[0])).toEqual([
      'upgrade-rolled-back',
      'core-eval-failed',
    ]);
  });

  it('2022-06-sdk-sample: a slog of before most fields', () => {
    const got = sample('2022-06-sdk-sample');
    expect([got.source.lines, got.source.unparsable.count, got.source.notEntries.count]).toEqual([951, 0, 0]);
    expect(got.source.unknownTypes).toEqual({});
    expect(got.processStarts).toHaveLength(1);
    expect(got.upgrades).toEqual([]);
    expect(rules(got, 'blocker')).toEqual([]);
    expect(got.vats.every((vat) => vat.deliveries > 0)).toBe(true);
  });
});
