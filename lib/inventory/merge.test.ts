import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyInventory, type Inventory, VAT_FACTS } from '@/lib/inventory/inventory';
import { mergeInventories } from '@/lib/inventory/merge';
import { anyInventory, drawInventory, drawVat } from '@/lib/inventory/test/draw-inventory';

const A = `b1-${'a'.repeat(128)}`;
const B = `b1-${'b'.repeat(128)}`;
const fromSlog = (text: string) => {
  const vat = drawVat(text);
  return { ...vat, from: Object.fromEntries(Object.keys(vat.from).map((fact) => [fact, 'slog' as const])) };
};
const notes = ({ notes: all }: Inventory): string[] =>
  all.map(({ where, message }) => `${where}: ${message}`);

describe('mergeInventories', () => {
  it('the first’s word counts, the second fills in, and each fact keeps its source', () => {
    const store = drawInventory('v6 target #1 | kp1>v7 | -\nv7 resub');
    const slog = {
      ...emptyInventory('slog'),
      vats: [fromSlog('v6 target b1-a #1'), fromSlog('v10 late b1-c')],
    };
    const both = mergeInventories(store, slog);
    expect(both.vats.map(({ vatID }) => vatID)).toEqual(['v6', 'v7', 'v10']);
    expect(both.vats[0]).toMatchObject({
      bundleID: 'b1-a',
      decides: { total: 1 },
      from: { name: 'store', incarnation: 'store', bundleID: 'slog' },
    });
    expect(both.vats[2]?.from).toEqual({ name: 'slog', bundleID: 'slog' });
    expect(notes(both)).toEqual([]);
  });

  it('contradictions name both values, bundle ids in full', () => {
    const store = drawInventory(`v6 target ${A} #1\n† v7 old`, { currentZcf: 'b1-z' });
    const slog = {
      ...emptyInventory('slog'),
      currentZcf: 'b1-y',
      chain: { ...store.chain, chainId: 'agoric-3' },
      vats: [fromSlog(`v6 target ${B} #2`), fromSlog('v7 old')],
    };
    const both = mergeInventories(store, slog);
    expect(both.chain.chainId).toBe('agoric-3');
    expect(both.vats).toHaveLength(1);
    expect(notes(both)).toEqual([
      'currentZCF: b1-z is kept; the other says b1-y.',
      'v6: Its incarnation: 1 (store) is kept; the other says 2 (slog).',
      `v6: Its bundle: ${A} (store) is kept; the other says ${B} (slog).`,
      'v7: v7 old is kept as terminated; the other says alive.',
    ]);
  });

  it('with itself or with nothing it is the same', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        expect(mergeInventories(inventory, inventory)).toEqual(inventory);
        expect(mergeInventories(inventory, emptyInventory('empty'))).toEqual(inventory);
      }),
    );
  });

  it('loses no vat and no fact, and invents none', () => {
    fc.assert(
      fc.property(anyInventory, anyInventory, (a, b) => {
        const both = mergeInventories(a, b);
        const ids = (of: Inventory) => [...of.vats, ...of.terminated].map(({ vatID }) => vatID);
        expect(new Set(ids(both))).toEqual(new Set([...ids(a), ...ids(b)]));
        expect(ids(both)).toHaveLength(new Set(ids(both)).size);
        for (const vat of both.vats) {
          const parts = [a, b].flatMap(({ vats }) => vats.filter(({ vatID }) => vatID === vat.vatID));
          for (const fact of VAT_FACTS) {
            const known = parts.filter((part) => part[fact] !== null || part.from[fact] !== undefined);
            expect(vat[fact]).toEqual(known[0]?.[fact] ?? null);
            expect(vat.from[fact]).toBe(known[0]?.from[fact]);
          }
        }
      }),
    );
  });
});
