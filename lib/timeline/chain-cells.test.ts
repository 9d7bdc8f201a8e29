import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeChainCells } from '@/lib/timeline/chain-cells';
import { drawnRun } from '@/lib/timeline/drawn-run';
import type { Analysis, Run } from '@/lib/upgrade/analysis';

const empty = drawnRun('v9 zoe ok 0+1');

/** A run that starts at second `index`; open where it has no length. */
const drawn = (index: number, phase: string | null, length: number | null): Run => ({
  index,
  blockHeight: 1,
  runNum: index,
  phase,
  trigger: null,
  step: null,
  startLine: index * 10,
  startByte: 0,
  startTime: index % 7 === 3 ? null : index,
  endLine: null,
  endByte: null,
  endTime: length === null ? null : index + length,
  finished: length !== null,
  seconds: null,
  deliveryCranks: 0,
  firstCrank: null,
  lastCrank: null,
  upgrades: [],
  usedBeans: null,
  remainingBeans: null,
  cells: [],
});

const step = fc.record({
  /** How many of the newest runs are another one now, and how many come behind them. */
  changed: fc.nat(3),
  grown: fc.nat(4),
  phase: fc.constantFrom(null, 'timer', 'inbound', 'leftover'),
  length: fc.option(fc.double({ min: 0, max: 2, noNaN: true })),
  restarts: fc.boolean(),
});

function* grow(
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): Generator<Analysis> {
  let analysis: Analysis = { ...empty, blocks: [], runs: [] };
  for (const { changed, grown, phase, length, restarts } of steps) {
    const kept = analysis.runs.slice(0, Math.max(0, analysis.runs.length - changed));
    const from = kept.length;
    const fresh = Array.from({ length: changed + grown }, (_, i) => drawn(from + i, phase, length));
    const line = (from + changed + grown) * 10 - 5;
    const restart = { line, byte: 0, time: line / 10, initSeconds: null };
    analysis = {
      ...analysis,
      source: { ...analysis.source, lastTime: from + changed + grown },
      processStarts: restarts ? [...analysis.processStarts, restart] : analysis.processStarts,
      runs: [...kept, ...fresh],
    };
    yield analysis;
  }
}

describe('makeChainCells', () => {
  it('kept while a run grows, changes and restarts tells what is told anew', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const kept = makeChainCells();
        for (const analysis of grow(steps)) {
          const told = kept(analysis);
          const anew = makeChainCells()(analysis);
          expect(told).toEqual(anew);
          expect([...told.phases.keys()]).toEqual([...anew.phases.keys()]);
        }
      }),
    );
  });

  it('an open run reaches the log’s now; one that a restart cut ends there', () => {
    const runs = [drawn(0, null, null), drawn(1, null, null)];
    const source = { ...empty.source, lastTime: 9 };
    const processStarts = [{ line: 5, byte: 0, time: 0.5, initSeconds: null }];
    const cells = makeChainCells()({ ...empty, source, processStarts, runs });
    expect(cells.runs.map(({ end, open }) => [end, open])).toEqual([
      [0.5, true],
      [9, true],
    ]);
  });
});
