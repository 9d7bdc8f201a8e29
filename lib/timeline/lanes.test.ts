import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardProgress, statusBoard } from '@/lib/timeline/board';
import { makeCellIndex } from '@/lib/timeline/cell-index';
import { drawnRun } from '@/lib/timeline/drawn-run';
import { timelineModel, vatTone } from '@/lib/timeline/lanes';
import type { Run } from '@/lib/upgrade/analysis';

const steps = ['bridge', 'bank', 'zoe'].map((name) => ({ id: name, title: `Upgrade ${name}`, vats: [name] }));
const words = (text: string, live: boolean): string[] =>
  statusBoard(drawnRun(text), steps, live).map(({ vat, word }) => `${vat}: ${word}`);

describe('statusBoard', () => {
  it('shows planned steps in plan order, whatever order they happened in', () => {
    expect(words('v7 bank ok 3+1; v6 bridge fails 5+1', true)).toEqual([
      'bridge: rolled back',
      'bank: upgraded',
      'zoe: waiting',
    ]);
  });

  it('never calls an open end done: running while live, unknown after the end, and what is left was not run', () => {
    expect(words('v6 bridge open 3', true)[0]).toBe('bridge: running');
    expect(words('v6 bridge open 3', false)).toEqual([
      'bridge: unknown end',
      'bank: not run',
      'zoe: not run',
    ]);
  });

  it('says that an attempt was cut by a restart even while the log goes on', () => {
    const run = drawnRun('v6 bridge open 3');
    const restarted = { ...run, processStarts: [{ line: 500, byte: 0, time: 4, initSeconds: null }] };
    expect(statusBoard(restarted, steps, true)[0]?.word).toBe('unknown end');
  });

  it('takes the second attempt when the first was lost', () => {
    const run = drawnRun('v6 bridge ok 3+1; v6 bridge fails 9+1');
    const [first] = run.upgrades;
    if (first) first.lost = true;
    const rows = statusBoard(run, steps, true);
    expect(rows[0]).toMatchObject({ vat: 'bridge', word: 'rolled back', upgradeIndex: 1 });
    expect(rows).toHaveLength(3);
  });

  it('takes the retry of a failed attempt, which is no extra, and shows lost work until it is done again', () => {
    const rows = statusBoard(drawnRun('v6 bridge fails 5+1; v6 bridge ok 9+1'), steps, true);
    expect(rows.map(({ upgradeIndex }) => upgradeIndex)).toEqual([1, null, null]);
    const run = drawnRun('v6 bridge ok 3+1');
    for (const upgrade of run.upgrades) upgrade.lost = true;
    expect(statusBoard(run, steps, true).map(({ upgradeIndex }) => upgradeIndex)).toEqual([0, null, null]);
  });

  it('lists upgrades that no step names after the plan', () => {
    const rows = statusBoard(drawnRun('v8 board ok 1+1'), steps, true);
    expect(rows.at(-1)).toMatchObject({
      stepNo: null,
      vat: 'board',
      word: 'upgraded',
      title: 'Not in the plan',
    });
    expect(boardProgress(rows)).toEqual({ done: 0, failed: 0, planned: 3 });
  });
});

describe('timelineModel', () => {
  it('gives an upgraded vat its incarnations and keeps the old one after a rollback', () => {
    const { lanes } = timelineModel(drawnRun('v9 zoe ok 10+2; v7 bank fails 20+1'), [], new Map(), true);
    const spans = (id: string) => lanes.find((lane) => lane.id === id)?.spans;
    expect(spans('vat:v9')).toEqual([
      { start: 0, end: 12, incarnation: 0 },
      { start: 12, end: null, incarnation: 1 },
    ]);
    expect(spans('vat:v7')).toEqual([{ start: 0, end: null, incarnation: 0 }]);
  });

  it('ends what a killed process left open where the next process starts', () => {
    const run = drawnRun('v7 bank open 10; v9 zoe ok 30+1');
    const killed = { ...run, processStarts: [{ line: 150, byte: 0, time: 15, initSeconds: null }] };
    const bars = (analysis: typeof run) =>
      timelineModel(analysis, [], new Map(), true).lanes.find(({ id }) => id === 'vat:v7')?.bars;
    expect(bars(killed)).toMatchObject([{ start: 10, end: 15, look: 'unknown' }]);
    expect(bars(run)).toMatchObject([{ start: 10, end: null, look: 'running' }]);
  });

  it('orders vats by number and gives each the same colour in any run', () => {
    const { lanes } = timelineModel(drawnRun('v10 a ok 1+1; v9 b ok 3+1'), [], new Map(), false);
    expect(lanes.map(({ id }) => id)).toEqual(['vat:v9', 'vat:v10']);
    expect(vatTone('v9')).toBe(9);
    expect(vatTone('v13')).toBe(1);
    fc.assert(fc.property(fc.string(), (id) => vatTone(id) >= 1 && vatTone(id) <= 12));
  });
});

const run = (index: number, vats: readonly number[], finished: boolean): Run => ({
  index,
  blockHeight: 1,
  runNum: index,
  phase: null,
  trigger: null,
  step: null,
  startLine: 1,
  startByte: 0,
  startTime: index,
  endLine: null,
  endByte: null,
  endTime: null,
  finished,
  seconds: null,
  deliveryCranks: 0,
  firstCrank: null,
  lastCrank: null,
  upgrades: [],
  usedBeans: null,
  remainingBeans: null,
  cells: vats.map((n) => ({
    vatID: `v${n}`,
    deliveries: 1,
    seconds: 0.1,
    computrons: 0,
    firstTime: index,
    lastTime: index + 0.5,
  })),
});

describe('makeCellIndex', () => {
  it('answers the same whether it watched the run grow or sees it now', () => {
    const growth = fc.array(
      fc.record({ vats: fc.uniqueArray(fc.nat(4)), finished: fc.boolean(), again: fc.boolean() }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(growth, (steps) => {
        const watching = makeCellIndex();
        let runs: Run[] = [];
        for (const { vats, finished, again } of steps) {
          const index = again && runs.length > 0 ? runs.length - 1 : runs.length;
          runs = [...runs.slice(0, index), run(index, vats, finished)];
          watching(runs);
        }
        const nonEmpty = (cells: ReadonlyMap<string, readonly unknown[]>) =>
          new Map([...cells].filter(([, list]) => list.length > 0));
        expect(nonEmpty(watching(runs))).toEqual(nonEmpty(makeCellIndex()(runs)));
      }),
    );
  });
});
