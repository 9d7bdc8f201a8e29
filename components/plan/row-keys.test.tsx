import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besides, orderWith, placeOf } from '@/components/plan/places';
import { type KeyHeld, keyOnRow, type RowKeys } from '@/components/plan/row-keys';
import { NOTHING, only, selectStep, takenWith } from '@/components/plan/selection';

const ORDER = ['bridge', 'bank', 'board', 'zoe', 'zcf'];
const rows = (part: Partial<RowKeys> = {}): RowKeys => ({
  order: ORDER,
  titleOf: (id) => id,
  selection: NOTHING,
  lift: null,
  ...part,
});
const key = (text: string): KeyHeld => {
  const parts = text.split('+');
  return {
    key: parts.at(-1) ?? '',
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    mod: parts.includes('Mod'),
  };
};
const two = { ids: new Set(['bank', 'zoe']), anchor: 'bank' };

describe('keys on a row', () => {
  it('Alt with an arrow moves one step by one place, and says no at the ends', () => {
    expect(keyOnRow(rows(), 'zoe', key('Alt+ArrowUp'))?.move).toEqual({ ids: ['zoe'], to: 2 });
    expect(keyOnRow(rows(), 'zcf', key('Alt+ArrowDown'))?.say).toBe('zcf is already last.');
    expect(keyOnRow(rows(), 'bridge', key('Alt+ArrowUp'))?.say).toBe('bridge is already first.');
  });

  it('moves all that is selected, together', () => {
    const moved = keyOnRow(rows({ selection: two }), 'zoe', key('Alt+ArrowDown'))?.move;
    expect(moved && orderWith(ORDER, moved)).toEqual(['bridge', 'board', 'zcf', 'bank', 'zoe']);
  });

  it('Space lifts, arrows carry, Space drops; Escape puts back', () => {
    const lift = keyOnRow(rows(), 'zoe', key(' '))?.lift ?? null;
    expect(lift).toEqual({ ids: ['zoe'], from: 3, to: 3 });
    const carried = keyOnRow(rows({ lift }), 'zoe', key('ArrowUp'));
    expect(carried?.say).toBe('zoe, position 3 of 5.');
    const at = rows({ lift: carried?.lift ?? null });
    expect(keyOnRow(at, 'zoe', key(' '))?.move).toEqual({ ids: ['zoe'], to: 2 });
    expect(keyOnRow(at, 'zoe', key('Escape'))).toEqual({
      lift: null,
      say: 'zoe, put back to position 4 of 5.',
    });
  });

  it('Shift with an arrow grows the selection from its anchor', () => {
    const grown = keyOnRow(rows({ selection: only('bank') }), 'bank', key('Shift+ArrowDown'));
    expect([...(grown?.selection?.ids ?? [])]).toEqual(['bank', 'board']);
    expect(grown?.focus).toBe('board');
    expect(keyOnRow(rows(), 'bank', key('Mod+a'))?.selection?.ids.size).toBe(5);
  });

  it('leaves other keys alone', () => {
    expect(keyOnRow(rows(), 'bank', key('x'))).toBeNull();
    expect(keyOnRow(rows(), 'bank', key('Escape'))).toBeNull();
  });
});

describe('places', () => {
  const some = fc.subarray(ORDER, { minLength: 1 });

  it('a moved group stays whole, in its order, and loses nobody', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: -2, max: 8 }), (ids, to) => {
        const order = orderWith(ORDER, { ids, to });
        expect(order.toSorted()).toEqual(ORDER.toSorted());
        const first = placeOf(order, ids);
        expect(order.slice(first, first + ids.length)).toEqual(ids);
      }),
    );
  });

  it('up and down again is where it began, for a group that stands together', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.integer({ min: 1, max: 3 }), (from, count) => {
        const ids = ORDER.slice(from, from + count);
        const down = besides(ORDER, ids, 1);
        if (down === null) return;
        const after = orderWith(ORDER, { ids, to: down });
        const up = besides(after, ids, -1) ?? -1;
        expect(orderWith(after, { ids, to: up })).toEqual(ORDER);
      }),
    );
  });
});

describe('selection', () => {
  it('toggles, ranges from the anchor, and takes what is selected along', () => {
    const one = selectStep(NOTHING, 'bank', 'only', ORDER);
    const range = selectStep(one, 'zoe', 'range', ORDER);
    expect([...range.ids]).toEqual(['bank', 'board', 'zoe']);
    const less = selectStep(range, 'board', 'toggle', ORDER);
    expect(takenWith(less, 'zoe', ORDER)).toEqual(['bank', 'zoe']);
    expect(takenWith(less, 'zcf', ORDER)).toEqual(['zcf']);
  });
});
