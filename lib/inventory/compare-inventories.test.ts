import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARED_FACTS, compareInventories, sayInventoryChange } from '@/lib/inventory/compare-inventories';
import type { Inventory } from '@/lib/inventory/inventory';
import { anyInventory, drawInventory } from '@/lib/inventory/test/draw-inventory';

const said = (before: Inventory, after: Inventory): string[] =>
  compareInventories(before, after).map(sayInventoryChange);

const FEED = 'zcf-b1-4522b-ATOM-USD_price_feed';
const BEFORE = drawInventory(`
  v6 target b1-a #0
  v9 crit b1-c #0
  v29 ${FEED}
  v30 lost
  † v31 dead
`);

/** Of sources that list every vat. */
const whole = anyInventory.map((inventory) => ({ ...inventory, sources: [] }));

describe('compareInventories', () => {
  it('says what is upgraded, replaced, new, ended and gone', () => {
    const after = drawInventory(
      `v6 target b1-b #1
       v9 crit b1-c #0
       v40 zcf-b1-99999-ATOM-USD_price_feed
       v41 fresh
       † v29 ${FEED}`,
      { currentZcf: 'b1-z', nextUpgradeID: 41 },
    );
    expect(said({ ...BEFORE, nextUpgradeID: 40, currentZcf: 'b1-y' }, after)).toEqual([
      'The ZCF for new contracts changed from b1-y to b1-z.',
      'The number of the next upgrade changed from 40 to 41.',
      'v6 target: incarnation changed from 0 to 1.',
      'v6 target: bundle changed from b1-a to b1-b.',
      `v29 ${FEED} was terminated.`,
      'v30 lost is gone.',
      'v31 dead, which was terminated, is wholly deleted.',
      'v40 zcf-b1-99999-ATOM-USD_price_feed is new in place of v29.',
      'v41 fresh is new.',
    ]);
  });

  it('what one of the two does not know is no change; a contract’s first code is one', () => {
    const unknown = drawInventory('v6 target\nv9 crit #0\nv29\nv30 lost\n† v31 dead');
    expect(said(BEFORE, unknown)).toEqual([]);
    expect(said(unknown, BEFORE)).toEqual([]);
    const [vat] = BEFORE.vats;
    const none = vat
      ? { ...BEFORE, vats: [{ ...vat, from: { ...vat.from, contractBundleID: 'store' as const } }] }
      : BEFORE;
    const some = vat ? { ...BEFORE, vats: [{ ...vat, contractBundleID: `b1-${'c'.repeat(128)}` }] } : BEFORE;
    expect(said(none, some)).toEqual(['v6 target: contract bundle changed from none to b1-ccccccccc….']);
  });

  it('one that was ended and lives is odd', () => {
    expect(said(BEFORE, drawInventory('v31 dead')).at(-1)).toContain('of different chains');
  });

  it('a vat that a log or a vat map does not list is not gone, and not new beside one', () => {
    const only = (kind: 'slog' | 'vat-map', of: Inventory): Inventory => ({
      ...of,
      sources: [{ kind, name: kind, bytes: null, sha256: null }],
    });
    const less = drawInventory('v6 target b1-b #1\n† v30 lost');
    expect(said(BEFORE, only('slog', less))).toEqual([
      'v6 target: incarnation changed from 0 to 1.',
      'v6 target: bundle changed from b1-a to b1-b.',
      'v30 lost was terminated.',
    ]);
    expect(said(only('slog', drawInventory('v6 target b1-a #0')), BEFORE)).toEqual([]);
    expect(said(BEFORE, only('vat-map', drawInventory('v6 target b1-a #0\nv9 crit')))).toEqual([
      `v29 ${FEED} is gone.`,
      'v30 lost is gone.',
    ]);
  });

  it('nothing changes between an inventory and itself, and back is the opposite of there', () => {
    fc.assert(
      fc.property(anyInventory, anyInventory, (a, b) => {
        expect(compareInventories(a, a)).toEqual([]);
        const facts = (of: Inventory, with_: Inventory) =>
          compareInventories(of, with_).flatMap((change) => (change.kind === 'fact' ? [change] : []));
        expect(facts(b, a).map(({ vatID, fact, before, after }) => [vatID, fact, after, before])).toEqual(
          facts(a, b).map(({ vatID, fact, before, after }) => [vatID, fact, before, after]),
        );
        for (const { fact } of facts(a, b)) expect(COMPARED_FACTS).toContain(fact);
        for (const sentence of said(a, b)) expect(sentence).toMatch(/[.]$/);
      }),
    );
  });

  it('every vat that comes or goes is named once', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const moved = compareInventories(a, b).flatMap((change) =>
          change.kind === 'fact' || change.kind === 'chain' ? [] : [change.vatID],
        );
        const state = (of: Inventory, id: string): string =>
          of.vats.some(({ vatID }) => vatID === id)
            ? 'alive'
            : of.terminated.some(({ vatID }) => vatID === id)
              ? 'ended'
              : 'none';
        const ids = [...a.vats, ...a.terminated, ...b.vats, ...b.terminated].map(({ vatID }) => vatID);
        // Ended before it was ever seen: it was not there for anybody who compares.
        const changed = [...new Set(ids)].filter(
          (id) => state(a, id) !== state(b, id) && !(state(a, id) === 'none' && state(b, id) === 'ended'),
        );
        expect(moved.toSorted()).toEqual(changed.toSorted());
      }),
    );
  });
});
