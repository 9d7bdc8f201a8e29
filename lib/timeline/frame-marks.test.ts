import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldIdle } from '@/lib/timeline/compress-idle';
import { countDrawn, frameMarks, MOST_DRAWN } from '@/lib/timeline/frame-marks';
import type { Lane } from '@/lib/timeline/lanes';
import type { Bar, Cell, Look, Point } from '@/lib/timeline/marks';
import { fitView } from '@/lib/timeline/viewport';

const LOOKS: readonly Look[] = ['waiting', 'running', 'done', 'attention', 'failed', 'unknown'];

/** A lane as busy as asked: cells, bars and points one after the other over `seconds`. */
function lane(id: number, seconds: number, { cells = 0, bars = 0, points = 0 }): Lane {
  const at = (i: number, of: number): number => ((i + 0.5) * seconds) / of;
  return {
    id: `vat:v${id}`,
    group: 'vats',
    kind: 'vat',
    title: `v${id}`,
    note: '',
    look: null,
    tone: 1,
    spans: [],
    cells: Array.from({ length: cells }, (_, i): Cell => {
      const start = at(i, cells);
      return { start, end: start + seconds / cells / 3, weight: seconds / cells / 4, index: i, open: false };
    }),
    bars: Array.from({ length: bars }, (_, i): Bar => {
      const start = at(i, bars);
      const target = { kind: 'upgrade', id: String(i) } as const;
      const look = LOOKS[i % LOOKS.length] ?? 'done';
      return { start, end: start + seconds / bars / 2, look, part: 'upgrade', word: '', label: '', target };
    }),
    points: Array.from({ length: points }, (_, i): Point => {
      const target = { kind: 'finding', id: String(i) } as const;
      return { at: at(i, points), sign: i % 2 === 0 ? 'blocker' : 'warning', word: '', target };
    }),
  };
}

const placeOf = (seconds: number, width: number, range = { start: 0, end: seconds }) => {
  const fold = foldIdle({ start: 0, end: seconds }, [], false);
  const view = fitView({ start: range.start, end: range.end });
  return { plot: { view, width }, fold, now: seconds, logRange: { start: view.start, end: view.end } };
};

describe('frameMarks', () => {
  it('draws at most 2,000 marks of 100,000 bars, and stands for all of them', () => {
    const lanes = Array.from({ length: 20 }, (_, i) => lane(i, 3600, { cells: 4_950, bars: 40, points: 10 }));
    const marks = frameMarks(lanes, placeOf(3600, 1400));
    expect(countDrawn(marks)).toBeLessThanOrEqual(MOST_DRAWN);
    expect(countDrawn(marks)).toBeGreaterThan(MOST_DRAWN / 4);
    const stands = marks.flatMap(({ bins, bars, points }) => [...bins, ...bars, ...points]);
    expect(stands.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
  });

  it('keeps to it at any zoom, width and mixture', () => {
    const load = fc.record({
      cells: fc.integer({ min: 0, max: 800 }),
      bars: fc.integer({ min: 0, max: 300 }),
      points: fc.integer({ min: 0, max: 300 }),
    });
    const cut = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(
        fc.array(load, { maxLength: 30 }),
        cut,
        fc.integer({ min: 1, max: 4000 }),
        (loads, [from, span], width) => {
          const lanes = loads.map((each, i) => lane(i, 100, each));
          const place = placeOf(100, width, { start: from, end: from + span });
          expect(countDrawn(frameMarks(lanes, place))).toBeLessThanOrEqual(MOST_DRAWN);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('draws few marks one by one, and never two states as one', () => {
    const [marks] = frameMarks([lane(1, 100, { cells: 10, bars: 6, points: 2 })], placeOf(100, 1000));
    expect(marks?.bins).toHaveLength(10);
    expect(marks?.bars.map(({ item }) => item.look)).toEqual(LOOKS);
    const [crowd] = frameMarks([lane(1, 100, { bars: 600 })], placeOf(100, 10), 20);
    expect(new Set(crowd?.bars.map(({ item }) => item.look))).toEqual(new Set(LOOKS));
  });
});
