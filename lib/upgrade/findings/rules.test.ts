import { describe, expect, it } from 'vitest';
import type { Severity } from '@/lib/upgrade/analysis';
import { bundle, call, Slog } from '@/lib/upgrade/draw-slog';
import { RULES } from '@/lib/upgrade/findings/rules';
import { analysisOf } from '@/lib/upgrade/fold-text';

const up = { vatID: 'v7', upgradeID: 'up1', from: 0 } as const;
const upgradeOf = (vatID: string, bundleID = bundle('b')) => ({
  type: 'upgrade-vat',
  vatID,
  upgradeID: 'up1',
  bundleID,
});
const error = (text: string) => ({ '#error': text, name: 'Error' });
const rejected = (reason: unknown) => ({
  state: 'rejected',
  data: { body: `#${JSON.stringify(reason)}`, slots: [] },
});
const vatSays = (level: string, ...args: unknown[]) => ({
  source: 'vat',
  level,
  vatID: 'v9',
  crankNum: 1,
  deliveryNum: 1,
  args,
});

const evalArrives = (s: Slog, inboundNum = '5-x/upgrade-0'): Slog =>
  s.write('cosmic-swingset-bridge-inbound', {
    inboundNum,
    source: 'core',
    body: { type: 'CORE_EVAL', evals: [{ js_code: '' }] },
  });
/** The bridge passes the eval on; bootstrap settles its promise or does not. */
const evalRuns = (s: Slog, settle?: readonly unknown[]): Slog => {
  s.message('v9', 'ko1', call('inbound'), null, (d) =>
    d.syscall('v9', ['send', 'ko2', { methargs: call('fromBridge', { type: 'CORE_EVAL' }), result: 'kp74' }]),
  );
  return settle
    ? s.message('v1', 'ko2', call('x'), null, (d) => d.syscall('v1', ['resolve', 'v1', [settle]]))
    : s;
};
const inForcedRun = (log: Slog, act: (s: Slog) => unknown, committed = true): Slog =>
  log.block(5, (s) => evalArrives(s).run(5, 1, act, 'forced'), committed);

/** An upgrade in block 6, and something in every block from 5 to 8. */
const upgradeBlocks = (log: Slog, act: (height: number) => unknown): void => {
  for (let height = 5; height < 9; height += 1) {
    log.block(height, (b) => height === 6 && b.run(6, 1, (s) => s.upgrade(up)));
    act(height);
  }
};

/** A log in which nothing else is to be found, for each rule and severity; `draw` adds to a chain with four vats. */
const CASES: readonly [rule: string, severity: Severity, draw: (log: Slog) => unknown][] = [
  ['upgrade-rolled-back', 'blocker', (l) => l.upgrade({ ...up, problem: 'Error: no' })],
  ['upgrade-no-op', 'blocker', (l) => l.crank('delivery', upgradeOf('v7'))],
  [
    'upgrade-refused',
    'blocker',
    (l) => {
      const slots = { capdata: call('upgrade', '$0') };
      l.message('v2', 'ko28', slots.capdata, 'kp78', (s) =>
        s.syscall('v2', [
          'resolve',
          'v2',
          [['kp78', true, { body: `#${JSON.stringify(error('no such bundle'))}`, slots: [] }]],
        ]),
      );
    },
  ],
  [
    'vat-terminated',
    'blocker',
    (l) => l.write('terminate', { vatID: 'v9', shouldReject: true, info: call('x') }),
  ],
  [
    'vat-creation-failed',
    'blocker',
    (l) =>
      l.crank('delivery', { type: 'create-vat', vatID: 'v30' }, (s) =>
        s.write('terminate', { vatID: 'v30', shouldReject: true }),
      ),
  ],
  [
    'kernel-panic',
    'blocker',
    (l) => l.kernelSays('##### KERNEL PANIC: unable to re-create vat v9 #####', 'error'),
  ],
  [
    'replay-divergence',
    'blocker',
    (l) =>
      l
        .kernelSays('anachrophobia strikes v9 delivery d7 syscalls')
        .kernelSays('anachrophobia in v9 delivery d7: x'),
  ],
  [
    'core-eval-failed',
    'blocker',
    (l) =>
      inForcedRun(l, (s) =>
        evalRuns(s, ['kp74', true, { body: `#${JSON.stringify(error('bad'))}`, slots: [] }]),
      ),
  ],
  ['core-eval-unsettled', 'blocker', (l) => inForcedRun(l, (s) => evalRuns(s))],
  [
    'delivery-error',
    'blocker',
    (l) =>
      l.crank('delivery', { type: 'bringOutYourDead', vatID: 'v9' }, (s) =>
        s.deliver('v9', ['bringOutYourDead'], undefined, ['error', 'Stack meter exceeded', null]),
      ),
  ],
  [
    'illegal-syscall',
    'blocker',
    (l) => l.write('syscall', { crankNum: 5, vatID: 'v9', replay: false, vsc: ['send', 'o-9'] }),
  ],
  [
    'host-inconsistent',
    'blocker',
    (l) =>
      l.console({
        source: 'controller',
        level: 'error',
        args: [{ message: 'unfinished', cause: { message: 'Inconsistent committed state' } }],
      }),
  ],
  [
    'wrong-incarnation',
    'blocker',
    (l) =>
      l.block(5, (b) =>
        b
          .run(5, 1, (s) => s.upgrade(up))
          .run(5, 2, (s) => s.upgrade({ ...up, upgradeID: 'up2', bundleID: bundle('c'), from: 4 })),
      ),
  ],
  [
    'subscriber-gave-up',
    'warning',
    (l) => l.upgrade({ ...up, severed: [{ kpid: 'kp1', subscriber: 'v9', back: false }] }),
  ],
  ['console-error', 'warning', (l) => l.console(vatSays('error', 'ouch'))],
  ['console-warn', 'info', (l) => l.console(vatSays('warn', 'careful'))],
  [
    'unhandled-rejection',
    'warning',
    (l) =>
      l.console({ ...vatSays('error', 'UnhandledPromiseRejectionWarning:', '(Error#3)'), source: 'xsnap' }),
  ],
  [
    'broken-reference',
    'warning',
    (l) =>
      l
        .upgrade(up)
        .crank('routing', { type: 'send', target: 'ko33', msg: { methargs: call('ping'), result: 'kp73' } })
        .crank('delivery', { type: 'notify', vatID: 'v9', kpid: 'kp73' }, (s) =>
          s.deliver('v9', ['notify', [['kp73', rejected(error('vat terminated'))]]]),
        ),
  ],
  [
    'abandoned-exports',
    'warning',
    (l) =>
      l.crank('delivery', upgradeOf('v7'), (s) =>
        s
          .deliver('v7', ['bringOutYourDead'])
          .write('clist', { crankNum: 0, mode: 'drop', vatID: 'v7', kobj: 'ko9', vobj: 'o+12' })
          .deliver('v7', ['startVat']),
      ),
  ],
  [
    'computron-outlier',
    'warning',
    (l) =>
      l.crank('delivery', upgradeOf('v7'), (s) =>
        s
          .deliver('v7', ['bringOutYourDead'])
          .deliver('v7', ['startVat'], undefined, ['ok', null, { compute: 54_000_000 }]),
      ),
  ],
  [
    'slow-upgrade',
    'warning',
    (l) =>
      l.crank('delivery', upgradeOf('v7'), (s) => {
        s.deliver('v7', ['bringOutYourDead']).deliver('v7', ['startVat']);
        for (let i = 0; i < 300; i += 1) s.write('heap-snapshot-load', { vatID: 'v9' });
      }),
  ],
  [
    'slow-block',
    'warning',
    (l) =>
      l
        .write('cosmic-swingset-begin-block', { blockHeight: 5, afterCommitHangoverSeconds: 3 })
        .write('cosmic-swingset-commit-block-finish', { blockHeight: 5 }),
  ],
  [
    'slow-block',
    'warning',
    (l) =>
      l
        .block(5, () => undefined, false)
        .write('cosmic-swingset-commit-block-finish', { blockHeight: 5, fullSaveTime: 9 }),
  ],
  [
    'slow-block',
    'warning',
    (l) => {
      for (let height = 1; height < 5; height += 1) l.block(height, () => undefined);
      l.block(9, (s) => Array.from({ length: 80 }, () => s.write('heap-snapshot-load', { vatID: 'v9' })));
    },
  ],
  [
    'bundle-install-error',
    'warning',
    (l) => l.write('cosmic-swingset-install-bundle', { inboundNum: '5-x-1', error: 'not a zip' }),
  ],
  ['vat-cleanup-progress', 'info', (l) => l.write('vat-cleanup', { vatID: 'v60', work: {} })],
  [
    'syscall-error',
    'info',
    (l) =>
      l.message('v9', 'ko1', call('x'), null, (s) =>
        s.syscall('v9', ['invoke', 'kd30', 'frob', call('y')], ['error', 'no']),
      ),
  ],
  [
    'syscall-error',
    'warning',
    (l) =>
      l.message('v9', 'ko1', call('x'), 'kp5', (s) =>
        s
          .syscall('v9', ['invoke', 'kd30', 'frob', call('y')], ['error', 'no'])
          .syscall('v9', [
            'resolve',
            'v9',
            [['kp5', true, { body: `#${JSON.stringify(error('no'))}`, slots: [] }]],
          ]),
      ),
  ],
  [
    'memory-growth',
    'warning',
    (l) =>
      upgradeBlocks(l, (height) =>
        l.write('cosmic-swingset-after-commit-stats', { memoryUsage: { rss: height < 7 ? 400 : 600 } }),
      ),
  ],
  [
    'memory-growth',
    'warning',
    (l) =>
      upgradeBlocks(l, (height) =>
        l.write('heap-snapshot-save', { vatID: 'v7', uncompressedSize: 1_000 * height }),
      ),
  ],
  [
    'mixed-zcf',
    'info',
    (l) =>
      l
        .vat('v20', 'zcf-b1-a', { description: `zcf-b1-a (from bundleID: ${bundle('a')})` })
        .vat('v21', 'zcf-b1-b', { description: `zcf-b1-b (from bundleID: ${bundle('b')})` }),
  ],
  [
    'mixed-zcf',
    'warning',
    (l) =>
      l
        .vat('v20', 'zcf-b1-a', { description: `zcf-b1-a (from bundleID: ${bundle('a')})` })
        .vat('v21', 'zcf-b1-b', { description: `zcf-b1-b (from bundleID: ${bundle('a')})` })
        .upgrade({ ...up, vatID: 'v21', bundleID: bundle('c') }),
  ],
  [
    'abandoned-exports',
    'info',
    (l) =>
      l.crank('delivery', upgradeOf('v7'), (s) =>
        s
          .deliver('v7', ['bringOutYourDead'], undefined, ['ok', { exportedRemotables: 3 }, { compute: 5 }])
          .deliver('v7', ['startVat']),
      ),
  ],
  ['console-error', 'info', (l) => l.block(5, (s) => s.console(vatSays('error', 'ouch')))],
  ['console-error', 'warning', (l) => l.console(vatSays('info', '🚨 RESTART FAILED x'))],
  [
    'console-error',
    'warning',
    (l) =>
      l
        .block(5, (s) => s.console(vatSays('error', 'ouch')))
        .block(6, (b) => b.run(6, 1, (s) => s.upgrade(up)))
        .block(7, (s) => s.console(vatSays('error', 'ouch too'))),
  ],
  ['lost-krefs', 'warning', (l) => l.kernelSays('⚠️ Ignoring lost krefs ko1')],
  ['slogger-confused', 'warning', (l) => l.write('slogger-confused', { vatID: 'v9', msg: 'x' })],
  [
    'log-gap',
    'warning',
    (l) => {
      l.message('v9', 'ko1', call('x'));
      l.crankNum += 5;
      l.message('v9', 'ko1', call('x'));
    },
  ],
  [
    'log-gap',
    'warning',
    (l) =>
      l.block(5, (s) =>
        s.write('cosmic-swingset-run-start', { blockHeight: 5, runNum: 0 }).run(5, 1, () => undefined),
      ),
  ],
  ['log-gap', 'warning', (l) => l.block(5, () => undefined, false).block(6, () => undefined)],
  ['dropped-entries', 'warning', (l) => l.write('vatdeck-dropped', { count: 7 })],
  ['truncated', 'warning', (l) => l.write('cosmic-swingset-begin-block', { blockHeight: 5 })],
  ['unparsable-lines', 'warning', (l) => l.raw('hello')],
  ['unknown-types', 'info', (l) => l.write('brand-new')],
  [
    'vat-created',
    'info',
    (l) =>
      l.crank('delivery', { type: 'create-vat', vatID: 'v30', dynamicOptions: { name: 'new' } }, (s) =>
        s.write('create-vat', { vatID: 'v30' }),
      ),
  ],
  [
    'kernel-upgrade-events',
    'info',
    (l) =>
      l.write('cosmic-swingset-inject-kernel-upgrade-events', { inboundNum: '5-x/kernel-upgrade-events-0' }),
  ],
  ['page-in', 'info', (l) => l.replay('v9')],
  ['null-upgrade', 'info', (l) => l.upgrade(up).upgrade({ ...up, upgradeID: 'up2', from: 1 })],
];

/** Rules whose logs cannot help but show other rules too. */
const COMPANY: readonly [rule: string, draw: (log: Slog) => unknown][] = [
  ['cleanup-error', (l) => l.write('vat-cleanup', { vatID: 'v60', error: { message: 'bad' } })],
  [
    'upgrade-interrupted',
    (l) => l.write('crank-start', { crankType: 'delivery', crankNum: 0, message: upgradeOf('v7') }),
  ],
  [
    'shared-run',
    (l) =>
      l.block(5, (b) =>
        b.run(5, 1, (s) => s.upgradeCrank(up).upgradeCrank({ ...up, vatID: 'v9', upgradeID: 'up2' })),
      ),
  ],
  [
    'not-isolated',
    (l) =>
      l
        .upgradeCrank(up)
        .upgradeCrank({ ...up, vatID: 'v9', upgradeID: 'up2' })
        .message('v2', 'ko20', call('vatUpgradeCallback', 'up1', true, null, 1)),
  ],
  [
    'block-repeated',
    (l) =>
      void l
        .block(5, () => undefined, false)
        .start()
        .block(5, () => undefined),
  ],
  ['block-not-committed', (l) => l.block(5, (b) => b.run(5, 1, (s) => s.upgrade(up)), false)],
  ['restarted-in-window', (l) => l.block(5, (b) => b.run(5, 1, (s) => s.upgrade(up)), false).start()],
  [
    'run-stalled',
    (l) =>
      l
        .write('cosmic-swingset-run-start', { blockHeight: 1, runNum: 1 })
        .raw('{"type":"crank-start","crankNum":0,"message":{},"time":1700009999,"monotime":9999}'),
  ],
  [
    'resubscribed-later',
    (l) => {
      l.upgrade({ ...up, severed: [{ kpid: 'kp1', subscriber: 'v9', back: false }] });
      l.message('v9', 'ko1', call('found'), null, (s) =>
        s
          .syscall('v9', ['send', 'ko50', { methargs: call('again'), result: 'kp900' }])
          .syscall('v9', ['subscribe', 'v9', 'kp900']),
      );
      l.message('v7', 'ko50', call('again'), 'kp900');
    },
  ],
  [
    'empty-step',
    (l) => {
      l.write('cosmic-swingset-upgrade-start', { blockHeight: 5, coreProposals: { steps: [[]] } });
      inForcedRun(l, () => undefined);
    },
  ],
  ['replay-heavy', (l) => Array.from({ length: 20 }, () => l.replay('v9'))],
  ['more-findings', (l) => Array.from({ length: 1_001 }, () => l.console(vatSays('error', 'ouch')))],
];

const chain = (): Slog =>
  new Slog().start().vat('v1', 'bootstrap').vat('v2', 'vatAdmin').vat('v7', 'bank').vat('v9', 'oracle');
const findingsOf = (draw: (log: Slog) => unknown) => {
  const log = chain();
  draw(log);
  return analysisOf(log.text()).findings;
};

describe('findings', () => {
  it.each(CASES)('%s (%s) is found, alone', (rule, severity, draw) => {
    expect([...new Set(findingsOf(draw).map((f) => `${f.rule} ${f.severity}`))]).toEqual([
      `${rule} ${severity}`,
    ]);
  });

  it.each(COMPANY)('%s is found', (rule, draw) => {
    expect(findingsOf(draw).map((f) => f.rule)).toContain(rule);
  });

  it('has a case for every rule', () => {
    const tested = new Set([...CASES, ...COMPANY].map(([rule]) => rule));
    expect([...new Set(RULES.map(({ rule }) => rule))].filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it('stand at lines and bytes of the log', () => {
    const log = chain().console(vatSays('error', 'ouch')).raw('hello');
    const lines = log.text().split('\n');
    for (const { line, byte } of analysisOf(log.text()).findings)
      expect(byte).toBe(lines.slice(0, line - 1).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0));
  });

  it('of a healthy log are none', () => {
    expect(findingsOf((l) => l.block(5, (b) => b.run(5, 1, (s) => s.upgrade(up))))).toEqual([]);
  });

  it('take a replay that never finished for a divergence only where the kernel would not say so itself', () => {
    const began = (s: Slog) => s.write('start-replay', { vatID: 'v9', deliveries: 5 }).start();
    const rules = (draw: (s: Slog) => unknown) => findingsOf(draw).map(({ rule }) => rule);
    expect(rules((s) => began(s.replay('v9')))).toContain('replay-divergence');
    const measured = (s: Slog) =>
      s
        .write('start-replay', { vatID: 'v9', deliveries: 5 })
        .raw('{"type":"finish-replay","vatID":"v9","time":1700000050,"monotime":50,"seconds":1}');
    expect(rules((s) => began(measured(s)))).not.toContain('replay-divergence');
    expect(rules((s) => began(s.write('cosmic-swingset-init')))).not.toContain('replay-divergence');
  });

  it('of a filtered log say once that it is one', () => {
    const log = new Slog();
    for (const crankNum of [1, 5, 9])
      log.write('crank-start', { crankType: 'delivery', crankNum, message: {} });
    expect(analysisOf(log.text()).findings.filter(({ rule }) => rule === 'log-gap')).toMatchObject([
      { message: expect.stringMatching(/^The log was filtered/), params: { gaps: 2 } },
    ]);
  });

  it('mark upgrades of one run that were asked for one after the other', () => {
    const shared = (act: (s: Slog) => unknown) =>
      findingsOf((l) => l.block(5, (b) => b.run(5, 1, act))).find(({ rule }) => rule === 'shared-run')?.params
        .sequential;
    const second = { ...up, vatID: 'v9', upgradeID: 'up2' };
    expect(shared((s) => s.upgrade(up).upgrade(second))).toBe(true);
    expect(shared((s) => s.upgradeCrank(up).upgradeCrank(second))).toBe(false);
  });

  it('leave out what is known to mean nothing', () => {
    expect(
      findingsOf((l) =>
        l
          .console({ ...vatSays('warn', 'Logging sent error stack', '(Error#1)'), source: 'liveslots' })
          .console(vatSays('warn', 'Error#1:', 'inner')),
      ),
    ).toEqual([]);
  });
});
