import { describe, expect, it } from 'vitest';
import { outlineOf } from '@/lib/live/outline';
import { documentOf, toOverview } from '@/lib/live/overview';
import { emptyAnalysis, type Run } from '@/lib/upgrade/analysis';

const run = (index: number): Run => ({
  index,
  blockHeight: Math.floor(index / 4),
  runNum: index % 4,
  phase: index % 2 ? 'timer' : 'inbound',
  trigger: index % 3 ? { type: 'PLEASE_PROVISION', inboundNum: `${index}-0`, source: 'bridge' } : null,
  step: null,
  startLine: index * 40,
  startByte: index * 9_000,
  startTime: 1_700_000_000 + index / 8,
  endLine: index * 40 + 39,
  endByte: index * 9_000 + 8_999,
  endTime: 1_700_000_000 + index / 8 + 0.1,
  finished: true,
  seconds: 0.1,
  deliveryCranks: index % 11,
  firstCrank: index * 3,
  lastCrank: index * 3 + 2,
  upgrades: index === 8 ? [0] : [],
  usedBeans: 12_000 + index,
  remainingBeans: null,
  cells: [],
});

const documentWith = (runs: number) => ({
  ...emptyAnalysis(),
  runs: Array.from({ length: runs }, (_, index) => run(index)),
});

const overviewWith = (runs: number) => toOverview(documentWith(runs), () => ({ vats: [], numbers: [] }));

describe('an outline', () => {
  it('has every run in its place, and of what waits a value of the same kind', () => {
    const outline = documentOf(JSON.parse(JSON.stringify(outlineOf(overviewWith(6_000)))));
    const { runs } = documentWith(6_000);
    const waiting = {
      trigger: null,
      step: null,
      startByte: 0,
      endLine: 0,
      endByte: 0,
      seconds: null,
      deliveryCranks: 0,
      firstCrank: 0,
      lastCrank: 0,
      upgrades: [],
      usedBeans: 0,
    };
    const told = runs.map((whole) => ({ ...whole, ...waiting }));
    expect(outline?.['runs']).toEqual(told);
  });

  it('is a third of what it stands for at most, and there is none of a small run', () => {
    const overview = overviewWith(6_000);
    expect(JSON.stringify(outlineOf(overview)).length).toBeLessThan(JSON.stringify(overview).length / 3);
    expect(outlineOf(overviewWith(100))).toBeNull();
  });
});
