import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellSet,
  cellSetOf,
  cellsBefore,
  EXACT_UP_TO,
  queryCells,
  reduceCellSet,
  stretchOf,
} from '@/lib/live/cells';
import { decodeCells, encodeCells } from '@/lib/live/cells-bytes';
import type { RunCell } from '@/lib/upgrade/analysis';

/** Work in whole numbers, so that sums do not depend on their order. */
const cell = fc.record({
  vatID: fc.constantFrom('v1', 'v2', 'v10'),
  deliveries: fc.nat(9),
  seconds: fc.nat(50),
  computrons: fc.nat(1000),
  firstTime: fc.nat(4000),
  lastTime: fc.nat(4000),
});
const runs = fc
  .array(fc.array(cell, { maxLength: 4 }), { maxLength: 60 })
  .map((all) => all.map((cells, index) => ({ index, cells })));
const setOf = (all: { index: number; cells: RunCell[] }[]): CellSet => cellSetOf(all, (cells) => cells);
const sum = (column: Iterable<number>): number => [...column].reduce((total, n) => total + n, 0);

/** Each cell as one text, to compare parts with wholes. */
function rows({ vats, ends, cells }: CellSet): string[] {
  return vats.flatMap((vat, v) =>
    Array.from({ length: (ends[v] ?? 0) - (ends[v - 1] ?? 0) }, (_, k) => {
      const i = (ends[v - 1] ?? 0) + k;
      return JSON.stringify([vat, ...Object.values(cells).map((column) => column[i])]);
    }),
  );
}

describe('cells', () => {
  it('come back from bytes as they were', () => {
    fc.assert(
      fc.property(runs, (all) => {
        expect(decodeCells(encodeCells(setOf(all)))).toEqual(setOf(all));
      }),
    );
    expect(() => decodeCells(new Uint8Array(3))).toThrow();
    expect(() =>
      decodeCells(encodeCells(setOf([{ index: 0, cells: [] }])).map((byte) => byte ^ 1)),
    ).toThrow();
  });

  it('lose nothing when they are merged, and merging in two steps is merging in one', () => {
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 4 }),
        (all, small, more) => {
          const set = setOf(all);
          const once = reduceCellSet(set, 2 ** (small + more));
          for (const name of ['count', 'deliveries', 'seconds', 'computrons'] as const)
            expect(sum(once.cells[name])).toBe(sum(set.cells[name]));
          expect(rows(reduceCellSet(reduceCellSet(set, 2 ** small), 2 ** (small + more)))).toEqual(
            rows(once),
          );
        },
      ),
    );
  });

  it('of any window are those of the whole run’s reduction that touch it, and each vat’s first', () => {
    const many = setOf(
      Array.from({ length: EXACT_UP_TO + 500 }, (_, index) => ({
        index,
        cells: [
          {
            vatID: `v${index % 3}`,
            deliveries: 1,
            seconds: 1,
            computrons: 2,
            firstTime: index,
            lastTime: index + 1,
          },
        ],
      })),
    );
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(30_000), fc.integer({ min: 1, max: 3000 }), (a, b, px) => {
        const query = { from: Math.min(a, b), to: Math.max(a, b) + 1, px, before: Number.MAX_SAFE_INTEGER };
        const answer = queryCells(many, query);
        expect(answer.width === 0 || answer.width === stretchOf(query)).toBe(true);
        const whole = reduceCellSet(many, answer.width);
        const inWindow = new Set(rows(answer));
        const expected = rows(whole).filter((_, i) => {
          const isFirst = i === 0 || whole.ends.includes(i);
          return (
            isFirst || ((whole.cells.end[i] ?? 0) >= query.from && (whole.cells.start[i] ?? 0) <= query.to)
          );
        });
        expect([...inWindow]).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('before a run are those of the runs before it', () => {
    fc.assert(
      fc.property(runs, fc.nat(60), (all, before) => {
        const some = all.filter(({ index }) => index < before);
        expect(rows(cellsBefore(setOf(all), before)).sort()).toEqual(rows(setOf(some)).sort());
      }),
    );
  });
});
