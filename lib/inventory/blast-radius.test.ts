import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blastGraph } from '@/lib/inventory/blast-graph';
import { blastRadius } from '@/lib/inventory/blast-radius';
import { anyInventory, drawInventory } from '@/lib/inventory/test/draw-inventory';

/** As the sample store has it: kp70 to v7, kp75 to v8, and two exports that v8 imports. */
const SAMPLE = drawInventory(`
  v6 target b1-a #0 | kp70>v7 kp75>v8 kp76*2 kp77>v6+v7+v8 | o+12>v8 o+v11/1>v8,v7~
  v7 resub | - | -
  v8 noresub
  † v9 old
`);

describe('blastRadius', () => {
  it('who is cut off, what waits and what is abandoned', () => {
    expect(blastRadius(SAMPLE, 'v6')).toEqual({
      vatID: 'v6',
      name: 'target',
      promisesDecided: 4,
      subscribers: [
        { vatID: 'v7', name: 'resub', promises: 2, kpids: ['kp70', 'kp77'] },
        { vatID: 'v8', name: 'noresub', promises: 2, kpids: ['kp75', 'kp77'] },
        { vatID: 'v6', name: 'target', promises: 1, kpids: ['kp77'] },
      ],
      unheard: 1,
      queuedMessages: 2,
      abandonedObjects: 2,
      importersOfAbandoned: [
        { vatID: 'v8', name: 'noresub', objects: 2, reachable: 2 },
        { vatID: 'v7', name: 'resub', objects: 1, reachable: 0 },
      ],
      cut: false,
    });
  });

  it('nothing read is not nothing there', () => {
    expect(blastRadius(SAMPLE, 'v7')).toMatchObject({
      promisesDecided: 0,
      queuedMessages: 0,
      abandonedObjects: 0,
    });
    expect(blastRadius(SAMPLE, 'v8')).toMatchObject({
      promisesDecided: null,
      queuedMessages: null,
      abandonedObjects: null,
    });
    expect(blastRadius(SAMPLE, 'v9')).toMatchObject({ name: 'old', promisesDecided: null, subscribers: [] });
  });

  it('a subscription counts once, and lists that were cut say so', () => {
    const twice = drawInventory('v6 | kp1>v7+v7 | -');
    expect(blastRadius(twice, 'v6').subscribers).toMatchObject([{ vatID: 'v7', promises: 1 }]);
    const [vat] = twice.vats;
    const cut = { ...twice, vats: vat ? [{ ...vat, decides: { entries: [], total: 3 } }] : [] };
    expect(blastRadius(cut, 'v6')).toMatchObject({ promisesDecided: 3, cut: true });
  });
});

describe('blastGraph', () => {
  it('edges lead from who decides to who is told; a vat’s own promises stand in its node', () => {
    const { nodes, edges } = blastGraph(SAMPLE);
    expect(edges).toEqual([
      { from: 'v6', to: 'v8', promises: 2, abandoned: 2 },
      { from: 'v6', to: 'v7', promises: 2, abandoned: 1 },
    ]);
    expect(nodes).toEqual([
      { vatID: 'v6', name: 'target', state: 'alive', self: 1, cuts: 4, cutBy: 0 },
      { vatID: 'v7', name: 'resub', state: 'alive', self: 0, cuts: 0, cutBy: 2 },
      { vatID: 'v8', name: 'noresub', state: 'alive', self: 0, cuts: 0, cutBy: 2 },
    ]);
  });

  it('has a node for both ends of every edge, and says the same as the radii', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        const { nodes, edges } = blastGraph(inventory);
        const ids = new Set(nodes.map(({ vatID }) => vatID));
        expect(ids.size).toBe(nodes.length);
        for (const { from, to } of edges) expect(ids.has(from) && ids.has(to) && from !== to).toBe(true);
        for (const { vatID, self, cuts } of nodes) {
          const told = blastRadius(inventory, vatID).subscribers.reduce(
            (sum, { promises }) => sum + promises,
            0,
          );
          expect(self + cuts).toBe(told);
        }
      }),
    );
  });
});
