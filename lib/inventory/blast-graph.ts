import { blastRadius } from '@/lib/inventory/blast-radius';
import { byVatNumber, type Inventory } from '@/lib/inventory/inventory';
import { lookUp, nameOf } from '@/lib/inventory/look-up';

/** Who hangs on whom: an edge leads from the vat that decides or exports to the one that would notice its upgrade. */
export type BlastGraph = { readonly nodes: readonly BlastNode[]; readonly edges: readonly BlastEdge[] };

/** `self`: its own promises that it listens to. `state` null: only others name it. `cuts` and `cutBy` count promises. */
export type BlastNode = {
  readonly vatID: string;
  readonly name: string | null;
  readonly state: 'alive' | 'terminated' | null;
  readonly self: number;
  readonly cuts: number;
  readonly cutBy: number;
};
export type BlastEdge = {
  readonly from: string;
  readonly to: string;
  readonly promises: number;
  readonly abandoned: number;
};

function edgesFrom(inventory: Inventory, vatID: string): BlastEdge[] {
  const { subscribers, importersOfAbandoned } = blastRadius(inventory, vatID);
  const edges = new Map<string, BlastEdge>();
  for (const { vatID: to, promises } of subscribers)
    edges.set(to, { from: vatID, to, promises, abandoned: 0 });
  for (const { vatID: to, objects } of importersOfAbandoned) {
    const known = edges.get(to) ?? { from: vatID, to, promises: 0, abandoned: 0 };
    edges.set(to, { ...known, abandoned: objects });
  }
  return [...edges.values()];
}

function stateOf(inventory: Inventory, vatID: string): BlastNode['state'] {
  if (lookUp(inventory).vats.has(vatID)) return 'alive';
  return lookUp(inventory).terminated.has(vatID) ? 'terminated' : null;
}

/** Every vat and every edge with a weight; what a vat has with itself is in its node. Heaviest edges first. */
export function blastGraph(inventory: Inventory): BlastGraph {
  const all = inventory.vats.flatMap(({ vatID }) => edgesFrom(inventory, vatID));
  const edges = all.filter(({ from, to }) => from !== to);
  const ids = new Set([...inventory.vats.map(({ vatID }) => vatID), ...edges.map(({ to }) => to)]);
  const sums = (end: 'from' | 'to', of: readonly BlastEdge[]): ReadonlyMap<string, number> => {
    const sum = new Map<string, number>();
    for (const edge of of) sum.set(edge[end], (sum.get(edge[end]) ?? 0) + edge.promises);
    return sum;
  };
  const self = sums(
    'from',
    all.filter(({ from, to }) => from === to),
  );
  const [cuts, cutBy] = [sums('from', edges), sums('to', edges)];
  const nodes = [...ids].map((vatID) => ({
    vatID,
    name: nameOf(inventory, vatID),
    state: stateOf(inventory, vatID),
    self: self.get(vatID) ?? 0,
    cuts: cuts.get(vatID) ?? 0,
    cutBy: cutBy.get(vatID) ?? 0,
  }));
  return {
    nodes: nodes.toSorted(byVatNumber),
    edges: edges.toSorted((a, b) => b.promises + b.abandoned - a.promises - a.abandoned),
  };
}
