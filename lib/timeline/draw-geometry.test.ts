import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldIdle } from '@/lib/timeline/compress-idle';
import { drawnRun } from '@/lib/timeline/drawn-run';
import { hitTest, targetOf } from '@/lib/timeline/hit-test';
import { timelineModel } from '@/lib/timeline/lanes';
import { contentHeight, layOutRows, rowAt } from '@/lib/timeline/layout';
import type { Cell } from '@/lib/timeline/marks';
import { reduceCells } from '@/lib/timeline/reduce-cells';
import { blockTicks, clockLabel, clockTicks } from '@/lib/timeline/ruler';
import { toPx } from '@/lib/timeline/scale';

const plain = (end: number) => foldIdle({ start: 0, end }, [], false);

const cellRow: fc.Arbitrary<Cell[]> = fc
  .array(fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 0, max: 2, noNaN: true })), {
    maxLength: 300,
  })
  .map((list) => {
    let at = 0;
    return list.map(([wait, length], index): Cell => {
      const start = at + wait;
      at = start + length;
      return { start, end: at, weight: length, index, open: false };
    });
  });

describe('reduceCells', () => {
  it('draws at most about one bin per pixel and loses no cell', () => {
    fc.assert(
      fc.property(cellRow, fc.integer({ min: 10, max: 500 }), (cells, width) => {
        const end = Math.max(1, cells.at(-1)?.end ?? 1);
        const bins = reduceCells(cells, { view: { start: 0, end }, width }, plain(end), { start: 0, end });
        expect(bins.length).toBeLessThanOrEqual(width + 1);
        expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(cells.length);
        for (const { busy, width: w } of bins) {
          expect(busy).toBeGreaterThanOrEqual(0);
          expect(busy).toBeLessThanOrEqual(1);
          expect(w).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it('leaves what is out of view alone', () => {
    const cells = [0, 10, 20].map(
      (start, index): Cell => ({ start, end: start + 1, weight: 1, index, open: false }),
    );
    const bins = reduceCells(cells, { view: { start: 9, end: 12 }, width: 300 }, plain(30), {
      start: 9,
      end: 12,
    });
    expect(bins).toEqual([{ x: 100, width: 100, busy: 1, first: 1, count: 1 }]);
  });
});

describe('ruler', () => {
  it('puts ticks in order, apart, and never endlessly many', () => {
    const span = fc.double({ min: 1e-4, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2e9, noNaN: true }), span, (start, length) => {
        const fold = foldIdle({ start, end: start + length }, [], false);
        const ticks = clockTicks({ view: { start: 0, end: length }, width: 800 }, fold, 0);
        expect(ticks.length).toBeLessThanOrEqual(10);
        ticks.slice(1).forEach((tick, i) => expect(tick.x - (ticks[i]?.x ?? 0)).toBeGreaterThan(90));
      }),
    );
  });

  it('jumps over a folded gap', () => {
    const fold = foldIdle(
      { start: 0, end: 100_010 },
      [
        { start: 0, end: 5 },
        { start: 100_000, end: 100_010 },
      ],
      true,
    );
    const ticks = clockTicks({ view: fold.view, width: 1000 }, fold, 0, 50);
    expect(ticks.length).toBeGreaterThan(10);
    expect(ticks.at(-1)?.label).toBe('03:46:50');
  });

  it('writes a clock as finely as its step', () => {
    expect(clockLabel(1_795_475_065.25, 0.25, 0)).toBe('23:04:25.3');
    expect(clockLabel(1_795_475_065.25, 0.01, 0)).toBe('23:04:25.25');
    expect(clockLabel(3600, 60, 3600)).toBe('02:00');
    expect(clockLabel(59.9999, 1, 0)).toBe('00:01:00');
    expect(clockLabel(Number.NaN, 1, 0)).toBe('–');
  });

  it('thins block heights so that labels do not touch', () => {
    const blocks = Array.from(
      { length: 100 },
      (_, index): Cell => ({ start: index, end: index + 1, weight: 1, index, open: false }),
    );
    const ticks = blockTicks(
      { view: { start: 0, end: 100 }, width: 1000 },
      plain(100),
      blocks,
      (i) => i + 500,
    );
    expect(ticks.map(({ label }) => label).slice(0, 3)).toEqual(['500', '506', '512']);
  });
});

describe('hitTest', () => {
  const model = timelineModel(drawnRun('v9 zoe ok 10+2; v7 bank fails 20+0.001'), [], new Map(), false);
  const rows = layOutRows(model.lanes, new Set());
  const plot = { view: { start: 0, end: 22 }, width: 220 };
  const place = { plot, fold: plain(22), now: 22 };
  const yOf = (id: string) => rows.find((row) => row.kind === 'lane' && row.lane.id === id)?.y ?? -1;

  it('finds a bar, also one thinner than a pixel', () => {
    const hit = hitTest(rows, toPx(plot, 11), yOf('vat:v9') + 5, place);
    expect(hit && targetOf(hit)).toEqual({ kind: 'upgrade', id: '0' });
    const thin = hitTest(rows, toPx(plot, 20), yOf('vat:v7') + 5, place);
    expect(thin && targetOf(thin)).toEqual({ kind: 'upgrade', id: '1' });
  });

  it('selects the vat where the lane is bare, and nothing below the rows', () => {
    const hit = hitTest(rows, 30, yOf('vat:v9') + 5, place);
    expect(hit && targetOf(hit)).toEqual({ kind: 'vat', id: 'v9' });
    expect(hitTest(rows, 30, 10_000, place)).toBeNull();
  });

  it('rows lie under each other without holes; a folded group keeps its heading only', () => {
    for (let y = 0; y < contentHeight(rows); y += 7) expect(rowAt(rows, y)).toBeDefined();
    const folded = layOutRows(model.lanes, new Set(['vats', 'others']));
    expect(folded.every(({ kind }) => kind === 'group')).toBe(true);
  });
});
