import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centreWindow, dragWindow, gripAt, LEAST_WINDOW, mapPlot, mapWindow } from '@/lib/timeline/minimap';
import { clampView, fitView } from '@/lib/timeline/viewport';

const any = fc.double();
const anyView = fc.record({ start: any, end: any });
const grips = fc.constantFrom('start', 'end', 'window', 'beside');
const content = { start: 0, end: 1000 };

describe('the minimap', () => {
  it('keeps its window on the map and thick enough to be held, for any numbers', () => {
    fc.assert(
      fc.property(anyView, anyView, any, (whole, view, width) => {
        const map = mapPlot(whole, width);
        const window = mapWindow(map, view);
        expect(window.x).toBeGreaterThanOrEqual(0);
        expect(window.x + window.width).toBeLessThanOrEqual(map.width * (1 + 1e-12));
        expect(window.width).toBeGreaterThanOrEqual(Math.min(LEAST_WINDOW, map.width));
      }),
    );
  });

  it('answers a finite view within the run for any drag', () => {
    fc.assert(
      fc.property(anyView, grips, any, (view, grip, px) => {
        const map = mapPlot(content, 800);
        for (const next of [dragWindow(map, view, grip, px), centreWindow(map, view, px)]) {
          expect(next.end).toBeGreaterThan(next.start);
          expect(next).toEqual(clampView(next, content));
        }
      }),
    );
  });

  it('moves the edge that was taken and leaves the other where it was', () => {
    const map = mapPlot(content, 1000);
    const view = { start: 400, end: 600 };
    expect(dragWindow(map, view, 'start', -100)).toEqual({ start: 300, end: 600 });
    expect(dragWindow(map, view, 'end', 100)).toEqual({ start: 400, end: 700 });
    expect(dragWindow(map, view, 'window', 50)).toEqual({ start: 450, end: 650 });
    expect(dragWindow(map, view, 'start', 900).end).toBeCloseTo(600, 3);
  });

  it('says what a press takes hold of', () => {
    const window = { x: 100, width: 200 };
    const grip = (px: number) => gripAt(window, px);
    expect([50, 98, 103, 200, 299, 303, 320].map(grip)).toEqual([
      'beside',
      'start',
      'start',
      'window',
      'end',
      'end',
      'beside',
    ]);
    expect(gripAt({ x: 0, width: LEAST_WINDOW }, LEAST_WINDOW / 2)).toBe('window');
  });

  it('shows the whole run as a window over all of the map', () => {
    const window = mapWindow(mapPlot(content, 640), fitView(content));
    expect(window).toEqual({ x: 0, width: 640 });
  });
});
