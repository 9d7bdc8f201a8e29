import { describe, expect, it } from 'vitest';
import type { Upgrade } from '@/lib/upgrade/analysis';
import { bundle, call, Slog } from '@/lib/upgrade/draw-slog';
import { analysisOf } from '@/lib/upgrade/fold-text';

const script = (...proposals: readonly string[][]): string => {
  const records = proposals.map(
    (ids) => `{ call: ["f", ${ids.map((id) => `{ bundleID: "${id}" }`).join(', ')}] }`,
  );
  return `const metadataRecords = harden([ ${records.join(', ')} ]);`;
};

/** A core eval arrives and has its run. */
const evaluates = (s: Slog, step: number, code: string, act: (s: Slog) => unknown): Slog =>
  s
    .write('cosmic-swingset-bridge-inbound', {
      inboundNum: `5-x/upgrade-${step}`,
      source: 'core',
      body: { type: 'CORE_EVAL', evals: [{ js_code: code }] },
    })
    .run(5, step + 1, act, 'forced');

/** vatAdmin is asked and makes the device call that answers with the upgrade's id. */
const asks = (s: Slog, upgradeID: string): Slog =>
  s.message('v2', 'ko28', call('upgrade', '$0'), 'kp78', (d) =>
    d.syscall(
      'v2',
      ['invoke', 'kd30', 'upgradeVat', { body: '#["v7","b1"]', slots: [] }],
      ['ok', { body: `#"${upgradeID}"`, slots: [] }],
    ),
  );

const up = { vatID: 'v7', upgradeID: 'up1', from: 0, bundleID: bundle('a') } as const;
const story = (draw: (s: Slog) => unknown): Pick<Upgrade, 'step' | 'coreEval' | 'stepBy'>[] => {
  const log = new Slog().start().vat('v1', 'bootstrap').vat('v2', 'vatAdmin').vat('v7', 'bank');
  draw(log);
  return analysisOf(log.text()).upgrades.map(({ step, coreEval, stepBy }) => ({
    step,
    coreEval: coreEval ?? null,
    stepBy: stepBy ?? 'no-core-eval',
  }));
};

describe('which proposal an upgrade is due to', () => {
  it('is proven by its run, and among several proposals by the bundle', () => {
    const codes = [
      script([bundle('b')], [bundle('a')]),
      script([bundle('b')]),
      script([bundle('a')], [bundle('a')]),
    ];
    expect(
      codes.map((code) => story((l) => l.block(5, (b) => evaluates(b, 0, code, (s) => s.upgrade(up))))[0]),
    ).toEqual([
      { step: '0.1', coreEval: 0, stepBy: 'run' },
      { step: '0.0', coreEval: 0, stepBy: 'run' },
      { step: null, coreEval: 0, stepBy: 'several-candidates' },
    ]);
  });

  it('is proven by the request where the upgrade runs in a later block', () => {
    const late = (code: string, ask: boolean) =>
      story((l) =>
        l
          .block(5, (b) => evaluates(b, 3, code, (s) => (ask ? asks(s, 'up1') : s)))
          .block(6, (b) => b.run(6, 0, (s) => s.upgrade(up), 'leftover')),
      );
    expect(late(script([]), true)).toEqual([{ step: '3.0', coreEval: 0, stepBy: 'request' }]);
    expect(late(script([bundle('a')]), false)).toEqual([{ step: '3.0', coreEval: 0, stepBy: 'bundle' }]);
    expect(late(script([]), false)).toEqual([{ step: null, coreEval: null, stepBy: 'no-core-eval' }]);
  });

  it('is an older one if only that names the bundle, and unknown if two do', () => {
    const two = (first: string) =>
      story((l) =>
        l.block(5, (b) => {
          evaluates(b, 0, script([bundle('a')]), (s) => s);
          evaluates(b, 1, script([bundle(first)]), (s) => s);
          evaluates(b, 2, script([bundle('c')], [bundle('d')]), (s) => s.upgrade(up));
        }),
      );
    expect(two('b')).toEqual([{ step: '0.0', coreEval: 0, stepBy: 'bundle' }]);
    expect(two('a')).toEqual([{ step: null, coreEval: 2, stepBy: 'several-candidates' }]);
  });
});
