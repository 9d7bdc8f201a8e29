import { call, Slog } from '@/lib/upgrade/draw-slog';
import type { Draw } from '@/lib/upgrade/fold/skim/hostile-lines';

/**
 * Small logs drawn so that what is rare stands beside what is skimmed: an eval passed on, an upgrade refused, a device that says no,
 * snapshots, memory. Genuine logs have too few of them for damage to meet them by chance.
 */
const reason = { body: '#{"#error":"no","name":"Error"}', slots: [] };
const settled = (kpid: string, rejected: boolean) => ['resolve', 'v1', [[kpid, rejected, reason]]];

/** What a vat prints, some of it alarming, some that goes on with the line before. */
const PRINTED = [
  ['hello'],
  ['RESTART FAILED', 'v7'],
  ['RESTART', 'FAILED'],
  ['Error#1:', 'no'],
  ['TypeError#2: no\n at x'],
  [{ message: 'RESTART FAILED' }, 7, null],
  ['\u2028 "quoted" \\u0041 é'],
  [],
];
const LEVELS = ['info', 'log', 'debug', 'warn', 'error'];

function print(slog: Slog, draw: Draw): void {
  for (let lines = 1 + draw.int(4); lines > 0; lines -= 1)
    slog.console({
      source: draw.pick(['vat', 'liveslots', 'ls', 'kernel', 'controller']),
      state: 'delivery',
      crankNum: draw.pick([7, 8]),
      vatID: draw.pick(['v7', 'v9']),
      deliveryNum: draw.pick([3, 4]),
      level: draw.pick(LEVELS),
      args: draw.pick(PRINTED),
    });
}

type Scene = (slog: Slog, draw: Draw, height: number) => unknown;

const SCENES: readonly Scene[] = [
  // The bridge passes a core eval on, and bootstrap settles it.
  (s, draw, height) =>
    s
      .write('cosmic-swingset-bridge-inbound', {
        inboundNum: `${height}-x/upgrade-0`,
        source: 'core',
        body: { type: 'CORE_EVAL', evals: [{ js_code: '' }] },
      })
      .run(height, 1, () => {
        s.message('v9', 'ko1', call('inbound'), null, () =>
          s.syscall('v9', [
            'send',
            'ko2',
            { methargs: call('fromBridge', { type: 'CORE_EVAL' }), result: 'kp74' },
          ]),
        );
        s.message('v1', 'ko2', call('x'), null, () => s.syscall('v1', settled('kp74', draw.chance(0.5))));
      }),
  // vatAdmin refuses an upgrade, or a message of that name goes to somebody else.
  (s, draw) =>
    s.message(draw.pick(['v2', 'v9']), 'ko28', call('upgrade', '$0'), 'kp78', () => {
      if (draw.chance(0.5)) s.syscall('v2', ['send', 'ko3', { methargs: call('x'), result: 'kp79' }]);
      s.syscall('v2', settled(draw.pick(['kp78', 'kp77']), draw.chance(0.8)));
    }),
  // A device says no, and the message is rejected or not.
  (s, draw) =>
    s.message('v9', 'ko1', call('x'), 'kp5', () => {
      s.syscall(
        'v9',
        ['invoke', 'kd30', 'frob', call('y')],
        draw.pick([
          ['error', 'no'],
          ['ok', null],
        ]),
      );
      s.syscall('v9', settled(draw.pick(['kp5', 'kp6']), draw.chance(0.8)));
    }),
  (s, draw) =>
    s.write(draw.pick(['heap-snapshot-save', 'heap-snapshot-load']), {
      vatID: draw.pick(['v7', 'v9']),
      uncompressedSize: draw.pick([1_000, 2_000, 4_000]),
    }),
  (s, draw) => s.message('v9', 'ko1', call('x'), null, () => print(s, draw)),
  print,
  (s, draw) => s.upgrade({ vatID: 'v7', upgradeID: `up${draw.int(3)}`, from: draw.int(3) }),
  (s, draw) => s.message('v9', 'ko1', call('x'), `kp${100 + draw.int(9)}`),
  (s, draw, height) =>
    s.run(height, draw.int(4), () => s.message('v7', 'ko1', call('y'), `kp${200 + draw.int(9)}`)),
];

const TIMES = [
  '1733400000.1000000000000000055511151231',
  '1733400000.12345678901234567890123',
  '1e9',
  '1733400000.1234567890123',
  '-0',
  '1e400',
];
const HOST = /^\{"type":"(?:cosmic-swingset-(?:run|begin|end|commit-block-finish|timer|bridge)|create-vat)/;
const TYPES = ['cosmic-swingset-run-finish', 'cosmic-swingset-begin-block', 'kernel-stats', 'x'];

/** A line as no kernel spells it, though JSON it is. */
function respelt(draw: Draw, line: string): string {
  if (line.includes('RESTART') && draw.chance(0.3))
    return line.replace('RESTART', draw.pick(['\\u0052ESTART', 'RESTAR\\u0054', 'RESTART\\u0020']));
  if (line.includes('fromBridge') && draw.chance(0.5))
    return line.replaceAll(
      'CORE_EVAL',
      draw.pick(['\\u0043ORE_EVAL', 'CORE\\u005fEVAL', 'CORE_EVA\\u004c', 'CORE_EVAX']),
    );
  if (HOST.test(line) && draw.chance(0.1))
    return line.replace(/,"/g, (comma) =>
      draw.chance(0.2) ? `,"type":"${draw.pick(TYPES)}"${comma}` : comma,
    );
  if (draw.chance(0.05)) return line.replace(/"time":[^,]+,/, () => `"time":${draw.pick(TIMES)},`);
  return line;
}

/** Where a log begins whose writer did not tell the time at first. */
const timeless = (line: string): string => line.replace(/"time":[^,]+,/, '');

/** A drawn log as bytes: every type is met early, so that all of it may be skimmed. */
export function drawnLog(draw: Draw): Uint8Array {
  const slog = new Slog().start();
  for (const [i, name] of ['bootstrap', 'vatAdmin', 'bank', 'oracle'].entries())
    slog.vat(['v1', 'v2', 'v7', 'v9'][i] ?? 'v30', name);
  for (let height = 5, last = 7 + draw.int(14); height < last; height += 1) {
    slog.block(height, () => {
      for (let scenes = 1 + draw.int(4); scenes > 0; scenes -= 1) draw.pick(SCENES)(slog, draw, height);
    });
    slog.write('cosmic-swingset-after-commit-stats', { memoryUsage: { rss: draw.pick([100, 200, 400]) } });
  }
  const untold = draw.chance(0.3) ? draw.int(slog.lines.length) : 0;
  const lines = slog.lines.map((line, i) => (i < untold ? timeless(line) : respelt(draw, line)));
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
