import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blastGraph } from '@/lib/inventory/blast-graph';
import { focusPicture, type GraphPicture, ringPicture } from '@/lib/inventory/graph-layout';
import { anyInventory, drawInventory } from '@/lib/inventory/test/draw-inventory';

const CHAIN = drawInventory(`
  v1 a #0 | kp1>v2 kp2>v2 kp3>v3 |
  v2 b #0 | kp4>v3 |
  v3 c #0 | - | -
  v4 d #0 | - | -
`);

/** 100 vats, each heard by the next ten. */
const many = drawInventory(
  Array.from({ length: 100 }, (_, at) => {
    const promises = Array.from({ length: 10 }, (__, i) => `kp${at * 10 + i}>v${((at + i + 1) % 100) + 1}`);
    return `v${at + 1} x #0 | ${promises.join(' ')} |`;
  }).join('\n'),
);

const numbers = ({ nodes, edges, width, height }: GraphPicture): number[] => [
  width,
  height,
  ...nodes.flatMap(({ x, y, turn }) => [x, y, turn]),
  ...edges.flatMap((edge) => [edge.width, ...[...edge.path.matchAll(/-?[\d.]+/g)].map(Number)]),
];

describe('the picture of who hangs on whom', () => {
  it('shows vats that have edges, the heaviest line the broadest', () => {
    const { nodes, edges, hidden } = ringPicture(blastGraph(CHAIN));
    expect(nodes.map(({ vatID }) => vatID)).toEqual(['v1', 'v2', 'v3']);
    expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual(['v1>v2', 'v1>v3', 'v2>v3']);
    expect(edges[0]?.width).toBeGreaterThan(edges[1]?.width ?? 0);
    expect(hidden).toBe(0);
  });

  it('leaves out the lightest of many and counts them', () => {
    const { nodes, edges, hidden, hiddenEdges } = ringPicture(blastGraph(many));
    expect(nodes.length + hidden).toBe(100);
    expect(hidden).toBe(52);
    expect(edges).toHaveLength(160);
    expect(hiddenEdges).toBe(840);
  });

  it('puts who cuts it off on the left and whom it cuts off on the right', () => {
    const { nodes } = focusPicture(blastGraph(CHAIN), 'v2');
    const x = (vatID: string) => nodes.find((node) => node.vatID === vatID)?.x ?? 0;
    expect(x('v1')).toBeLessThan(x('v2'));
    expect(x('v2')).toBeLessThan(x('v3'));
    expect(focusPicture(blastGraph(CHAIN), 'v4').nodes.map(({ vatID }) => vatID)).toEqual(['v4']);
    expect(focusPicture(blastGraph(CHAIN), 'v99').nodes).toEqual([]);
  });

  it('is of finite numbers within its frame, for whatever inventory', () => {
    fc.assert(
      fc.property(anyInventory, (inventory) => {
        const graph = blastGraph(inventory);
        for (const picture of [
          ringPicture(graph),
          ...graph.nodes.map(({ vatID }) => focusPicture(graph, vatID)),
        ]) {
          expect(numbers(picture).every(Number.isFinite)).toBe(true);
          for (const { x, y } of picture.nodes) {
            expect(x).toBeGreaterThan(0);
            expect(x).toBeLessThan(picture.width);
            expect(y).toBeGreaterThan(0);
            expect(y).toBeLessThan(picture.height);
          }
        }
      }),
    );
  });
});
