import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRows } from '@/components/inventory/sort-rows';
import { filterVats, VAT_COLUMNS, vatRows, vatsAsTsv } from '@/components/inventory/vat-rows';
import { anyInventory, drawInventory } from '@/lib/inventory/test/draw-inventory';

const ROWS = vatRows(
  drawInventory(`
    v2 bank b1-a #3 | kp1>v9 kp2>v9+v2 | o+7>v9
    v9 zoe b1-b #0 | - | -
    v10 board b1-c
    v11 bootstrap b1-d static
  `),
);
const ids = (rows: typeof ROWS): string[] => rows.map(({ vat }) => vat.vatID);
const sorted = (sort: string): string[] => ids(sortRows(ROWS, VAT_COLUMNS, sort));

describe('the table of vats', () => {
  it.each([
    ['', ['v2', 'v9', 'v10', 'v11']],
    ['-vat', ['v11', 'v10', 'v9', 'v2']],
    ['name', ['v2', 'v10', 'v11', 'v9']],
    ['decides', ['v9', 'v2', 'v10', 'v11']],
    ['-decides', ['v2', 'v9', 'v10', 'v11']],
    ['nonsense', ['v2', 'v9', 'v10', 'v11']],
  ])('sorted by "%s", with what is not known last', (sort, expected) => {
    expect(sorted(sort)).toEqual(expected);
  });

  it.each([
    ['zoe', ['v9']],
    ['upgradable:no', ['v11']],
    ['B1-A bank', ['v2']],
    ['bank zoe', []],
    ['  ', ['v2', 'v9', 'v10', 'v11']],
  ])('filtered by "%s"', (filter, expected) => {
    expect(ids(filterVats(ROWS, filter))).toEqual(expected);
  });

  it('is copied whole, one vat a line, nothing known as nothing', () => {
    const [head, bank, , board] = vatsAsTsv(ROWS).split('\n');
    expect(head?.split('\t').slice(0, 4)).toEqual(['Vat', 'Name', 'Upgradable', 'Incarnation']);
    expect(bank?.split('\t')).toEqual(['v2', 'bank', 'yes', '3', 'b1-a', '', '', '2', '1', '1', '', '', '']);
    expect(board?.split('\t')[7]).toBe('');
  });

  it('has as many cells in every line, whatever a chain calls its vats', () => {
    fc.assert(
      fc.property(anyInventory, fc.constantFrom(...VAT_COLUMNS), (inventory, { name }) => {
        const rows = vatRows(inventory);
        const again = sortRows(rows, VAT_COLUMNS, name);
        expect(ids(again).toSorted()).toEqual(ids(rows).toSorted());
        for (const line of vatsAsTsv(again).split('\n'))
          expect(line.split('\t')).toHaveLength(VAT_COLUMNS.length);
      }),
      { numRuns: 50 },
    );
  });
});
