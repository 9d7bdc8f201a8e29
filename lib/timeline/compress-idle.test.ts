import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FOLD_AFTER,
  FOLDED_TO,
  foldIdle,
  logToView,
  mergeIntervals,
  projector,
  viewToLog,
} from '@/lib/timeline/compress-idle';
import { toPx } from '@/lib/timeline/scale';

const instant = fc.double({ min: 0, max: 10_000, noNaN: true });
const stretches = fc.array(fc.tuple(instant, fc.double({ min: 0, max: 100, noNaN: true })), { maxLength: 8 });
const foldOf = (list: [number, number][], enabled = true) =>
  foldIdle(
    { start: 0, end: 10_100 },
    list.map(([start, length]) => ({ start, end: start + length })),
    enabled,
  );

describe('foldIdle', () => {
  it('folds a long gap to a fixed length and keeps a short one', () => {
    const fold = foldIdle(
      { start: 100, end: 1200 },
      [
        { start: 100, end: 110 },
        { start: 120, end: 130 },
        { start: 1130, end: 1200 },
      ],
      true,
    );
    expect(fold.gaps.map(({ log }) => log)).toEqual([{ start: 130, end: 1130 }]);
    expect(fold.view).toEqual({ start: 0, end: 100 + FOLDED_TO });
    expect(logToView(fold, 120)).toBe(20);
    expect(logToView(fold, 1130)).toBe(30 + FOLDED_TO);
    expect(viewToLog(fold, 30 + FOLDED_TO / 2)).toBe(630);
  });

  it('never moves later to the left of earlier', () => {
    fc.assert(
      fc.property(stretches, instant, instant, (list, a, b) => {
        const fold = foldOf(list);
        expect(logToView(fold, Math.min(a, b))).toBeLessThanOrEqual(logToView(fold, Math.max(a, b)));
      }),
    );
  });

  it('unfolds what it folded', () => {
    fc.assert(
      fc.property(stretches, instant, (list, at) => {
        const fold = foldOf(list);
        expect(viewToLog(fold, logToView(fold, at))).toBeCloseTo(at, 3);
      }),
    );
  });

  it('keeps a folded gap folded while the log grows', () => {
    fc.assert(
      fc.property(stretches, (list) => {
        const before = foldOf(list).gaps;
        const grown = foldIdle(
          { start: 0, end: 99_999 },
          [
            ...list.map(([start, length]) => ({ start, end: start + length })),
            { start: 99_000, end: 99_999 },
          ],
          true,
        ).gaps;
        expect(grown.slice(0, before.length)).toEqual(before);
      }),
    );
  });

  it('does nothing when switched off, and answers for any numbers', () => {
    expect(
      foldOf(
        [
          [0, 1],
          [5000, 1],
        ],
        false,
      ).gaps,
    ).toEqual([]);
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.double(), (a, b, at) => {
        const fold = foldIdle(
          { start: a, end: b },
          [
            { start: b, end: a },
            { start: at, end: at },
          ],
          true,
        );
        expect(Number.isNaN(logToView(fold, at))).toBe(false);
        expect(Number.isNaN(viewToLog(fold, at))).toBe(false);
      }),
    );
  });

  it('projects neighbours as the long way does, through gaps and outside of them', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.array(fc.double({ min: -500, max: 12_000, noNaN: true })),
        instant,
        (list, ats, from) => {
          const fold = foldOf(list);
          const plot = { view: { start: from / 2, end: from / 2 + 700 }, width: 900 };
          const toPixel = projector(plot, fold);
          for (const at of ats) expect(toPixel(at)).toBeCloseTo(toPx(plot, logToView(fold, at)), 4);
        },
      ),
    );
    expect(Number.isFinite(projector({ view: { start: 0, end: 1 }, width: 9 }, foldOf([]))(Number.NaN))).toBe(
      true,
    );
  });

  it('merges to disjoint stretches that cover the same instants', () => {
    fc.assert(
      fc.property(stretches, (list) => {
        const all = list.map(([start, length]) => ({ start, end: start + length }));
        const merged = mergeIntervals(all);
        merged.slice(1).forEach((next, i) => expect(next.start).toBeGreaterThan(merged[i]?.end ?? 0));
        for (const { start, end } of all)
          expect(merged.some((m) => m.start <= start && m.end >= end)).toBe(true);
      }),
    );
    expect(FOLD_AFTER).toBeGreaterThan(FOLDED_TO);
  });
});
