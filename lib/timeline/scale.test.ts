import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Plot, spanOf, toPx, toView } from '@/lib/timeline/scale';
import { clampView, fitView, followView, panBy, revealView, zoomAt } from '@/lib/timeline/viewport';

/** Any double at all: NaN, infinities, the largest and the smallest. */
const any = fc.double();
const anyPlot = fc.record({ view: fc.record({ start: any, end: any }), width: any });

/** What a user can reach: a view between a tenth of a second and a day, on a plot as wide as a screen. */
const usual: fc.Arbitrary<Plot> = fc
  .record({
    start: fc.double({ min: -1e4, max: 1e5, noNaN: true }),
    span: fc.double({ min: 0.1, max: 86_400, noNaN: true }),
    width: fc.integer({ min: 100, max: 4000 }),
  })
  .map(({ start, span, width }) => ({ view: { start, end: start + span }, width }));

describe('scale and viewport', () => {
  it('answers finite numbers for any numbers', () => {
    fc.assert(
      fc.property(anyPlot, any, any, (plot, a, b) => {
        const content = { start: a, end: b };
        expect(Number.isFinite(toPx(plot, a))).toBe(true);
        expect(Number.isFinite(spanOf(plot.view))).toBe(true);
        for (const view of [fitView(content), clampView(plot.view, fitView(content)), fitView(plot.view)]) {
          expect(Number.isFinite(toPx({ view, width: plot.width }, b))).toBe(true);
        }
        expect(Number.isFinite(toPx({ view: zoomAt(plot, a, b), width: 100 }, 0))).toBe(true);
        expect(Number.isFinite(toPx({ view: panBy(plot, a), width: 100 }, 0))).toBe(true);
      }),
    );
  });

  it('px and view seconds are inverse', () => {
    fc.assert(
      fc.property(usual, fc.integer({ min: 0, max: 4000 }), (plot, px) => {
        expect(toPx(plot, toView(plot, px))).toBeCloseTo(px, 3);
      }),
    );
  });

  it('zooming keeps the point under the pointer', () => {
    fc.assert(
      fc.property(
        usual,
        fc.integer({ min: 0, max: 4000 }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (plot, px, factor) => {
          const under = toView(plot, px);
          const zoomed = { view: zoomAt(plot, px, factor), width: plot.width };
          expect(toPx(zoomed, under)).toBeCloseTo(px, 2);
          expect(spanOf(zoomed.view)).toBeCloseTo(spanOf(plot.view) / factor, 6);
        },
      ),
    );
  });

  it('panning there and back is no move', () => {
    fc.assert(
      fc.property(usual, fc.integer({ min: -4000, max: 4000 }), (plot, px) => {
        const back = panBy({ view: panBy(plot, px), width: plot.width }, -px);
        expect(back.start).toBeCloseTo(plot.view.start, 5);
        expect(spanOf(back)).toBeCloseTo(spanOf(plot.view), 5);
      }),
    );
  });

  it('a clamped view always shows some of the content, and a second clamp changes nothing', () => {
    fc.assert(
      fc.property(usual, fc.double({ min: 0.001, max: 1e5, noNaN: true }), ({ view }, length) => {
        const content = { start: 0, end: length };
        const clamped = clampView(view, content);
        expect(clamped.start).toBeLessThan(content.end);
        expect(clamped.end).toBeGreaterThan(content.start);
        expect(clampView(clamped, content).start).toBeCloseTo(clamped.start, 6);
      }),
    );
  });

  it('following keeps the newest end in sight and the span; not following keeps the view', () => {
    fc.assert(
      fc.property(usual, fc.double({ min: 0.5, max: 1e5, noNaN: true }), ({ view }, length) => {
        const content = { start: 0, end: length };
        for (const follow of ['edge', 'whole'] as const) {
          const next = followView(follow, view, content);
          expect(next.start).toBeLessThan(length);
          expect(next.end).toBeGreaterThan(length);
        }
        expect(followView('off', view, content)).toBe(view);
      }),
    );
  });

  it('revealing what is in sight does not move the view', () => {
    const view = { start: 10, end: 20 };
    expect(revealView(view, { start: 12, end: 13 }, { start: 0, end: 100 })).toBe(view);
    const moved = revealView(view, { start: 50, end: 51 }, { start: 0, end: 100 });
    expect(moved.start).toBeLessThan(50);
    expect(moved.end).toBeGreaterThan(51);
    expect(spanOf(moved)).toBeCloseTo(10);
  });
});
