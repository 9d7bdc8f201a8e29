import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundle, call, Slog } from '@/lib/upgrade/draw-slog';
import { foldBytes, restoreFold, saveFold, startFold, toAnalysis } from '@/lib/upgrade/fold';
import { analysisOf, analysisOfChunks, analysisOfRestored, asBytes } from '@/lib/upgrade/fold-text';

const chain = (): Slog =>
  new Slog().start().vat('v2', 'vatAdmin').vat('v7', 'bank').vat('v9', 'oracle').vat('v10', 'wallet');
const rules = (text: string): string[] => analysisOf(text).findings.map((f) => f.rule);

const up = { vatID: 'v7', upgradeID: 'up1', from: 0 } as const;

describe('an upgrade', () => {
  it('that works: incarnation, bundle, callback, severed subscribers and their fate', () => {
    const log = chain().block(5, (s) =>
      s.run(5, 1, (r) =>
        r.upgrade({
          ...up,
          severed: [
            { kpid: 'kp70', subscriber: 'v10', back: true },
            { kpid: 'kp71', subscriber: 'v9', back: false },
            { kpid: 'kp72', subscriber: 'v7', back: false },
          ],
        }),
      ),
    );
    const { upgrades, vats, summary, findings, runs } = analysisOf(log.text());
    expect(upgrades).toMatchObject([
      {
        outcome: 'upgraded',
        progress: 'settled',
        committed: true,
        name: 'bank',
        incarnationBefore: 0,
        incarnationAfter: 1,
        blockHeight: 5,
        runNum: 1,
        isolated: true,
        callback: { ok: true, incarnationNumber: 1 },
        deliveries: [
          { dispatch: 'bringOutYourDead' },
          { dispatch: 'startVat', status: 'ok', computrons: 100 },
        ],
        severed: [
          { subscriber: 'v10', resubscribed: true, self: false },
          { subscriber: 'v9', resubscribed: false, self: false },
          { subscriber: 'v7', resubscribed: false, self: true },
        ],
      },
    ]);
    expect(vats.find(({ vatID }) => vatID === 'v7')).toMatchObject({
      state: 'live',
      incarnation: 1,
      bundleID: bundle('a'),
    });
    expect(summary).toMatchObject({ severedPromises: 3, resubscribed: 1, gaveUp: 1, open: false });
    expect(runs[0]?.cells.find((cell) => cell.vatID === 'v7')).toMatchObject({
      deliveries: 4,
      computrons: 400,
    });
    expect(findings.map((f) => [f.rule, f.vatID])).toEqual([['subscriber-gave-up', 'v9']]);
  });

  it('that does not start: the old incarnation goes on, and its stack trace is no finding of its own', () => {
    const log = chain().block(5, (s) =>
      s.run(5, 1, (r) =>
        r.crank(
          'delivery',
          { type: 'upgrade-vat', vatID: 'v7', upgradeID: 'up1', bundleID: bundle('b') },
          (c) => {
            c.deliver('v7', ['bringOutYourDead']);
            c.deliver(
              'v7',
              ['startVat'],
              () =>
                c.console({
                  source: 'xsnap',
                  level: 'error',
                  vatID: 'v7',
                  args: ['error during vat dispatch() of startVat', '(Error#1)'],
                }),
              ['error', 'Error: no', null],
            );
          },
        ),
      ),
    );
    const { upgrades, vats } = analysisOf(log.text());
    expect(upgrades).toMatchObject([{ outcome: 'rolled-back', error: 'Error: no', console: { error: 1 } }]);
    expect(vats.find(({ vatID }) => vatID === 'v7')?.bundleID).not.toBe(bundle('b'));
    expect(rules(log.text())).toEqual(['upgrade-rolled-back']);
  });

  it('of a dead vat is a no-op', () => {
    const log = chain().crank('delivery', {
      type: 'upgrade-vat',
      vatID: 'v7',
      upgradeID: 'up1',
      bundleID: bundle('b'),
    });
    expect(analysisOf(log.text()).upgrades).toMatchObject([
      { outcome: 'no-op', callback: null, error: null },
    ]);
    expect(rules(log.text())).toEqual(['upgrade-no-op']);
  });

  it('is corrected by its callback where the crank did not tell', () => {
    const log = chain()
      .crank('delivery', { type: 'upgrade-vat', vatID: 'v7', upgradeID: 'up1', bundleID: bundle('b') }, (c) =>
        c.deliver('v7', ['bringOutYourDead']).deliver('v7', ['startVat']),
      )
      .message(
        'v2',
        'ko20',
        call('vatUpgradeCallback', 'up1', false, { '#error': 'vat-upgrade failure', name: 'Error' }),
      );
    expect(analysisOf(log.text()).upgrades).toMatchObject([
      { outcome: 'rolled-back', error: 'vat-upgrade failure', callback: { ok: false } },
    ]);
  });

  it('counts once, by its delivery crank, and callbacks of others do not count', () => {
    const log = chain()
      .message('v9', 'ko1', call('vatUpgradeCallback', 'up1', true, null, 9))
      .upgrade(up);
    const { upgrades } = analysisOf(log.text());
    expect(upgrades).toMatchObject([{ upgradeID: 'up1', incarnationAfter: 1 }]);
    expect(upgrades[0]?.routingCrank).toBe((upgrades[0]?.deliveryCrank ?? 0) - 1);
  });

  it('in the window of another spoils both', () => {
    const log = chain().block(5, (s) =>
      s.run(5, 1, (r) => {
        r.upgradeCrank(up).upgradeCrank({ vatID: 'v9', upgradeID: 'up2', from: 3 });
        r.message('v2', 'ko20', call('vatUpgradeCallback', 'up1', true, null, 1));
        r.message('v2', 'ko20', call('vatUpgradeCallback', 'up2', true, null, 4));
      }),
    );
    expect(analysisOf(log.text()).upgrades.map((u) => [u.isolated, u.incarnationAfter])).toEqual([
      [false, 1],
      [false, 4],
    ]);
    expect(rules(log.text())).toEqual(['shared-run', 'not-isolated', 'not-isolated']);
  });
});

describe('a subscriber', () => {
  it('that was itself upgraded after it subscribed is replaced, not gone', () => {
    const log = chain()
      .message('v9', 'ko1', call('go'), null, (s) => s.syscall('v9', ['subscribe', 'v9', 'kp70']))
      .upgrade({ vatID: 'v9', upgradeID: 'up1', from: 0 })
      .upgrade({ ...up, upgradeID: 'up2', severed: [{ kpid: 'kp70', subscriber: 'v9', back: false }] });
    expect(analysisOf(log.text()).summary).toMatchObject({
      severedPromises: 1,
      gaveUp: 0,
      subscriberReplaced: 1,
    });
  });

  it('whose subscription was made in an aborted crank never made it', () => {
    const log = chain()
      .upgrade({ vatID: 'v9', upgradeID: 'up1', from: 0 })
      .message('v9', 'ko1', call('go'), null, (s) =>
        s
          .syscall('v9', ['subscribe', 'v9', 'kp70'])
          .write('terminate', { vatID: 'v10', shouldReject: true, info: call('x') }),
      )
      .upgrade({ ...up, upgradeID: 'up2', severed: [{ kpid: 'kp70', subscriber: 'v9', back: false }] });
    const [, second] = analysisOf(log.text()).upgrades;
    expect(second?.severed).toMatchObject([{ subscribedLine: null, subscriberReplacedSince: true }]);
  });

  it('that is told something else than an upgrade was not severed', () => {
    const log = chain().upgradeCrank(up).crank('routing', { type: 'notify', vatID: 'v9', kpid: 'kp70' });
    const open = analysisOf(log.text()).upgrades[0];
    expect(open?.severed).toHaveLength(1);
    log.crank('delivery', { type: 'notify', vatID: 'v9', kpid: 'kp70' }, (s) =>
      s.deliver('v9', ['notify', [['kp70', { state: 'fulfilled', data: call('x') }]]]),
    );
    expect(analysisOf(log.text()).upgrades[0]?.severed).toEqual([]);
  });
});

describe('processes and blocks', () => {
  it('a block that was not committed and begins again never happened', () => {
    const log = chain().block(5, (s) => s.run(5, 1, (r) => r.upgrade(up)), false);
    log.crankNum = 0;
    log.start().block(5, (s) => s.run(5, 1, (r) => r.upgrade(up)));
    const { upgrades, blocks, vats, findings, processStarts } = analysisOf(log.text());
    expect(upgrades.map((u) => [u.committed, u.lost, u.incarnationAfter])).toEqual([
      [false, true, 1],
      [true, false, 1],
    ]);
    expect(blocks.map((b) => [b.committed, b.lost])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(processStarts).toHaveLength(2);
    expect(vats.find(({ vatID }) => vatID === 'v7')?.incarnation).toBe(1);
    expect(findings.map((f) => f.rule)).toEqual(['block-repeated', 'restarted-in-window']);
  });

  it('what a lost block did to a vat is taken back', () => {
    const log = chain().block(
      5,
      (s) => s.run(5, 1, (r) => r.upgrade(up).write('terminate', { vatID: 'v9', shouldReject: false })),
      false,
    );
    log.crankNum = 0;
    log.start().block(5, () => undefined);
    const { vats, terminations } = analysisOf(log.text());
    expect(terminations).toEqual([]);
    expect(vats.map((vat) => [vat.vatID, vat.state, vat.incarnation])).toEqual([
      ['v2', 'live', null],
      ['v7', 'live', null],
      ['v9', 'live', null],
      ['v10', 'live', null],
    ]);
  });

  it('a process that ends inside a crank interrupts it; while the log grows it is running', () => {
    const log = chain().write('crank-start', {
      crankType: 'delivery',
      crankNum: 0,
      message: { type: 'upgrade-vat', vatID: 'v7', upgradeID: 'up1', bundleID: bundle('b') },
    });
    const fold = startFold();
    foldBytes(fold, asBytes(log.text()));
    expect(toAnalysis(fold, { final: false })).toMatchObject({
      upgrades: [{ outcome: 'interrupted', progress: 'running' }],
      summary: { open: true },
      findings: [],
    });
    expect(toAnalysis(fold, { final: true })).toMatchObject({
      upgrades: [{ outcome: 'interrupted', progress: 'finished' }],
      summary: { open: true },
    });
    expect(
      toAnalysis(fold, { final: true })
        .findings.map((f) => f.rule)
        .sort(),
    ).toEqual(['truncated', 'upgrade-interrupted']);
  });

  it('replays are counted as such and as nothing else', () => {
    const { source, vats, findings } = analysisOf(chain().replay('v7').text());
    expect(source.replayedEntries).toBe(4);
    expect(vats.find(({ vatID }) => vatID === 'v7')?.deliveries).toBe(0);
    expect(findings.map((f) => f.rule)).toEqual(['page-in']);
  });

  it('a bare create-vat never overwrites what is known', () => {
    const log = chain().start().write('create-vat', { vatID: 'v7' });
    expect(analysisOf(log.text()).vats.find(({ vatID }) => vatID === 'v7')).toMatchObject({
      name: 'bank',
      dynamic: true,
    });
  });
});

describe('lines', () => {
  it('are each counted in exactly one place', () => {
    const log = chain()
      .raw('')
      .raw('not json')
      .raw('[1]')
      .raw('{"type":"brand-new","time":3}')
      .raw('{"type":"__proto__"}')
      .text();
    const { source } = analysisOf(`\uFEFF${log.replaceAll('\n', '\r\n')}{"type":"torn`);
    const counted = Object.values(source.entryTypes).reduce((sum, n) => sum + n, 0);
    expect(source).toMatchObject({
      blank: 1,
      unparsable: { count: 1 },
      notEntries: { count: 1 },
      endsWithNewline: false,
    });
    expect(Object.entries(source.unknownTypes)).toEqual([
      ['brand-new', 1],
      ['__proto__', 1],
    ]);
    expect(source.truncatedTail).toEqual({ line: source.lines, byte: source.bytes - 13 });
    expect(counted + 1 + 1 + 1 + 1).toBe(source.lines);
  });

  it('of other writers in between do not disturb; a torn one is salvaged', () => {
    const log = chain().raw(
      '{"type":"deliver","vatID":"v9","replay":fal{"type":"kernel-init-start","time":1700000099,"monotime":0.5}',
    );
    const { source, processStarts } = analysisOf(log.text());
    expect([source.salvaged, source.unparsable.count]).toEqual([1, 1]);
    expect(processStarts.map((p) => p.line)).toEqual([1, 7]);
  });
});

const hostileLines = fc.constantFrom(
  '',
  '\r',
  'stdout says hello',
  '[1,2]',
  '{"type":"deliver"',
  '{"type":"crank-start","crankNum":1e999,"message":{"type":"upgrade-vat","vatID":"v7"},"time":-0}',
  '{"type":"syscall","vatID":"v1","replay":true,"time":17,"monotime":1e999}',
  '{"time":5,"type":"terminate","vatID":"v9","shouldReject":true}',
  '{"type":"console","source":"vat","level":"error","vatID":"v9","args":["say \\"type\\":\\"deliver\\"","ü\u2028😀"]}',
  '{"type":"kernel-init-start","time":1700000001,"monotime":0.1}',
  '\0\0\0{"type":"crank-finish","crankNum":3,"time":9}',
);
type Step = (slog: Slog) => unknown;
const upgradeStep = fc
  .record({
    vatID: fc.constantFrom('v7', 'v9'),
    upgradeID: fc.constantFrom('up1', 'up2', 'up3'),
    from: fc.nat(3),
    problem: fc.option(fc.constant('Error: no'), { nil: undefined }),
    severed: fc.array(
      fc.record({
        kpid: fc.constantFrom('kp70', 'kp71'),
        subscriber: fc.constantFrom('v7', 'v9', 'v10'),
        back: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(
    ({ problem, ...rest }): Step =>
      (s) =>
        s.upgrade(problem === undefined ? rest : { ...rest, problem }),
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  upgradeStep,
  hostileLines.map(
    (line): Step =>
      (s) =>
        s.raw(line),
  ),
  fc.constantFrom<Step>(
    (s) => s.replay('v7'),
    (s) => s.start(),
    (s) => s.message('v9', 'ko1', call('foo', 1), 'kp5'),
    (s) =>
      s.write('cosmic-swingset-bridge-inbound', {
        inboundNum: '5-x/upgrade-0',
        source: 'core',
        body: { type: 'CORE_EVAL', evals: [] },
      }),
    (s) => s.write('clist', { crankNum: 1, mode: 'drop', vatID: 'v7', kobj: 'ko9', vobj: 'o+9' }),
  ),
);
const drawn = fc.array(fc.tuple(fc.nat(2), step), { maxLength: 12 }).map((steps) => {
  const slog = chain();
  steps.forEach(([where, act], i) => {
    if (where === 0) act(slog);
    if (where === 1) slog.block(i % 4, (s) => s.run(i % 4, 1, act));
    if (where === 2) slog.block(i % 4, (s) => s.run(i % 4, 1, act), false);
  });
  return slog.text();
});
const cut = fc.nat(60);

describe('the fold', () => {
  it('gives the same document, byte for byte, for every chunking', () => {
    fc.assert(
      fc.property(
        drawn,
        cut,
        fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 }),
        (text, off, sizes) => {
          const bytes = asBytes(text).slice(0, -off || undefined);
          expect(JSON.stringify(analysisOfChunks(bytes, sizes))).toBe(JSON.stringify(analysisOf(bytes)));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('goes on from a checkpoint at any byte as if nothing had been', () => {
    fc.assert(
      fc.property(drawn, fc.array(fc.nat(40_000), { minLength: 1, maxLength: 4 }), (text, places) => {
        const bytes = asBytes(text);
        const at = places.map((place) => place % (bytes.length + 1));
        expect(JSON.stringify(analysisOfRestored(bytes, at))).toBe(JSON.stringify(analysisOf(bytes)));
      }),
      { numRuns: 150 },
    );
  });

  it('looked at between chunks, ends in the same document', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 20, max: 2_000 }), (text, size) => {
        const bytes = asBytes(text);
        const fold = startFold();
        let before = toAnalysis(fold, { final: false });
        for (let at = 0; at < bytes.length; at += size) {
          foldBytes(fold, bytes.subarray(at, at + size));
          before = toAnalysis(fold, { final: false });
        }
        expect(toAnalysis(fold, { final: false })).toBe(before);
        expect(JSON.stringify(toAnalysis(fold, { final: true }))).toBe(JSON.stringify(analysisOf(bytes)));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the object of every item that a chunk did not touch', () => {
    const first = chain().block(1, (s) =>
      s.run(1, 0, (r) => r.upgrade({ ...up, severed: [{ kpid: 'kp1', subscriber: 'v9', back: false }] })),
    );
    const fold = startFold();
    foldBytes(fold, asBytes(first.text()));
    const before = toAnalysis(fold, { final: false });
    const more = new Slog().block(2, (s) => s.run(2, 0, (r) => r.message('v10', 'ko1', call('x'))));
    foldBytes(
      fold,
      asBytes(
        more.text().replaceAll('"crankNum":0', '"crankNum":90').replaceAll('"crankNum":1,', '"crankNum":91,'),
      ),
    );
    const after = toAnalysis(fold, { final: false });
    expect(after.upgrades).toBe(before.upgrades);
    expect(after.runs[0]).toBe(before.runs[0]);
    expect(after.runs).toHaveLength(2);
    expect(after.blocks[0]).toBe(before.blocks[0]);
    expect(after.vats.map((vat, i) => vat === before.vats[i])).toEqual([true, true, true, false]);
    expect(after.findings[0]).toBe(before.findings[0]);
  });

  it('says the same when no line is skipped', () => {
    // A space before the line defeats the sniffing, one behind it does not; every offset is the same.
    const padded = (text: string, before: string, behind: string): string =>
      text
        .split('\n')
        .map((line) => (line === '' ? '' : `${before}${line}${behind}`))
        .join('\n');
    fc.assert(
      fc.property(drawn, (text) => {
        expect(analysisOf(padded(text, ' ', ''))).toEqual(analysisOf(padded(text, '', ' ')));
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a checkpoint of another version, and bytes after the end', () => {
    const fold = startFold();
    const saved = saveFold(fold);
    expect(() => restoreFold({ ...saved, schema: 'vatdeck/fold@0' })).toThrow(/fold the text from its start/);
    expect(() => restoreFold({ ...saved, state: { ended: false } })).toThrow(/fold the text from its start/);
    toAnalysis(fold, { final: true });
    expect(() => foldBytes(fold, asBytes('x'))).toThrow(/has been ended/);
  });

  it('hashes what it is given', () => {
    const seen: number[] = [];
    const fold = startFold({ update: (bytes) => seen.push(bytes.length), hex: () => 'cafe' });
    foldBytes(fold, asBytes('{}\n'));
    expect(toAnalysis(fold, { final: false }).source.sha256).toBe(null);
    expect(toAnalysis(fold, { final: true }).source.sha256).toBe('cafe');
    expect(seen).toEqual([3]);
  });
});
