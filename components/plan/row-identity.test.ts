import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderWith } from '@/components/plan/places';
import { identityAfter, wentFarUp } from '@/components/plan/row-identity';

const ORDER = Array.from({ length: 60 }, (_, at) => `s${at}`);

describe('rows that are made anew', () => {
  it('are those that went up together past many more than they are, and no others', () => {
    fc.assert(
      fc.property(fc.nat(59), fc.integer({ min: 1, max: 4 }), fc.nat(59), (from, count, to) => {
        const ids = ORDER.slice(from, from + count);
        const passed = from - Math.min(to, 60 - ids.length);
        expect(wentFarUp(ORDER, orderWith(ORDER, { ids, to }))).toEqual(passed > 12 ? ids : []);
      }),
    );
  });

  it('are none when the order stays, is another altogether, or has other steps', () => {
    expect(wentFarUp(ORDER, ORDER)).toEqual([]);
    expect(wentFarUp(ORDER, ORDER.toReversed())).toEqual([]);
    expect(wentFarUp(ORDER, ORDER.slice(1))).toEqual([]);
    expect(wentFarUp([], [])).toEqual([]);
  });

  it('are counted each time', () => {
    const up = orderWith(ORDER, { ids: ['s50'], to: 1 });
    const once = identityAfter({ order: ORDER, born: new Map(), moved: null }, up);
    expect(once).toMatchObject({ moved: 's50', born: new Map([['s50', 1]]) });
    const down = identityAfter(once, ORDER);
    expect(down).toMatchObject({ moved: null, born: once.born });
    expect(identityAfter(down, up).born.get('s50')).toBe(2);
  });
});
