import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_INVENTORY_PAGE,
  formatInventoryPage,
  parseInventoryPage,
} from '@/lib/url/inventory-page-view';

const read = (query: string) => parseInventoryPage(new URLSearchParams(query));

describe('the address of an inventory', () => {
  it('comes back as it was written', () => {
    const view = fc.record({
      tab: fc.constantFrom('vats', 'drift', 'blast', 'compare', 'notes'),
      vat: fc.option(
        fc.nat({ max: 999 }).map((n) => `v${n}`),
        { nil: null },
      ),
      filter: fc.string({ maxLength: 50, unit: 'grapheme' }),
      sort: fc.constantFrom('', 'name', '-decides'),
      other: fc.option(fc.constantFrom('clx1', 'a-b_c'), { nil: null }),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(read(formatInventoryPage(one))).toEqual(one);
      }),
    );
  });

  it.each(['', '?v=9&tab=drift', '?tab=x&vat=../v9&sort=%00&with=a%2Fb'])('%s is the plain view', (query) => {
    expect(read(query)).toEqual(DEFAULT_INVENTORY_PAGE);
    expect(formatInventoryPage(DEFAULT_INVENTORY_PAGE)).toBe('');
  });
});
