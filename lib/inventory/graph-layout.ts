import type { BlastEdge, BlastGraph, BlastNode } from '@/lib/inventory/blast-graph';

/** Where a vat stands in the picture; `turn` in degrees, for its label, which starts or ends at the point. */
export type PlacedNode = BlastNode & {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly turn: number;
};
/** `path` in SVG's words; `width` of its line, by what it weighs. */
export type PlacedEdge = BlastEdge & { readonly path: string; readonly width: number };

/** A picture in units of its own; `hidden`, `hiddenEdges`: vats that have edges, and edges, that do not fit; only the table shows them. */
export type GraphPicture = {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly hidden: number;
  readonly hiddenEdges: number;
};

/** More than that around a ring, and labels touch. */
const MOST_ON_RING = 48;
/** More than that, and no line is seen for the others. */
const MOST_LINES = 160;
const MOST_IN_COLUMN = 24;
const RING = { width: 960, height: 760, radius: 220 } as const;
const COLUMNS = { width: 960, row: 24, left: 300, middle: 480, right: 660 } as const;
const LIGHTEST = 1;
const HEAVIEST = 7;

const weight = ({ promises, abandoned }: BlastEdge): number => promises + abandoned;
const round = (number: number): number => Math.round(number * 10) / 10;

/** Root of the share: lines of ten and of a thousand promises are both seen. */
function widths(edges: readonly BlastEdge[]): (edge: BlastEdge) => number {
  const most = edges.reduce((max, edge) => Math.max(max, weight(edge)), 1);
  return (edge) => round(LIGHTEST + (HEAVIEST - LIGHTEST) * Math.sqrt(weight(edge) / most));
}

function weights({ edges }: BlastGraph): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const edge of edges)
    for (const end of [edge.from, edge.to]) sums.set(end, (sums.get(end) ?? 0) + weight(edge));
  return sums;
}

function onRing(node: BlastNode, at: number, count: number): PlacedNode {
  const angle = (at / Math.max(1, count)) * 2 * Math.PI - Math.PI / 2;
  const degrees = (angle * 180) / Math.PI;
  const isLeft = Math.cos(angle) < -1e-9;
  return {
    ...node,
    x: round(RING.width / 2 + RING.radius * Math.cos(angle)),
    y: round(RING.height / 2 + RING.radius * Math.sin(angle)),
    anchor: isLeft ? 'end' : 'start',
    turn: round(isLeft ? degrees - 180 : degrees),
  };
}

/** Bent towards the middle, so that lines of neighbours do not lie on the ring. */
function chord(from: PlacedNode, to: PlacedNode): string {
  const pull = (a: number, b: number, middle: number): number => round(middle + ((a + b) / 2 - middle) * 0.3);
  const [x, y] = [pull(from.x, to.x, RING.width / 2), pull(from.y, to.y, RING.height / 2)];
  return `M${from.x} ${from.y}Q${x} ${y} ${to.x} ${to.y}`;
}

/** All vats that hang on each other around a ring, by number; the heaviest where they are too many. */
export function ringPicture(graph: BlastGraph): GraphPicture {
  const sums = weights(graph);
  const linked = graph.nodes.filter(({ vatID }) => sums.has(vatID));
  const heavy = linked.toSorted((a, b) => (sums.get(b.vatID) ?? 0) - (sums.get(a.vatID) ?? 0));
  const kept = new Set(heavy.slice(0, MOST_ON_RING).map(({ vatID }) => vatID));
  const shown = linked.filter(({ vatID }) => kept.has(vatID));
  const nodes = shown.map((node, at) => onRing(node, at, shown.length));
  const places = new Map(nodes.map((node) => [node.vatID, node]));
  const widthOf = widths(graph.edges);
  const heaviest = graph.edges.filter(({ from, to }) => kept.has(from) && kept.has(to)).slice(0, MOST_LINES);
  const edges = heaviest.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    return from && to ? [{ ...edge, path: chord(from, to), width: widthOf(edge) }] : [];
  });
  const hiddenEdges = graph.edges.length - edges.length;
  return {
    width: RING.width,
    height: RING.height,
    nodes,
    edges,
    hidden: linked.length - nodes.length,
    hiddenEdges,
  };
}

type Side = { readonly edges: readonly BlastEdge[]; readonly end: 'from' | 'to'; readonly x: number };

/** One side of the focus: who is at the other end of its edges, one below the other, around the middle. */
function column({ edges, end, x }: Side, byId: ReadonlyMap<string, BlastNode>, height: number): PlacedNode[] {
  const top = (height - edges.length * COLUMNS.row) / 2 + COLUMNS.row / 2;
  return edges.flatMap((edge, at): PlacedNode[] => {
    const node = byId.get(edge[end]);
    const anchor = end === 'from' ? 'end' : 'start';
    return node ? [{ ...node, x, y: round(top + at * COLUMNS.row), anchor, turn: 0 }] : [];
  });
}

const bow = (x1: number, y1: number, x2: number, y2: number): string =>
  `M${x1} ${y1}C${round((x1 + x2) / 2)} ${y1} ${round((x1 + x2) / 2)} ${y2} ${x2} ${y2}`;

/**
 * One vat and its neighbours: on the left whose upgrade cuts it off, on the right whom its own upgrade cuts off, the heaviest first.
 * A vat that does both stands on both sides. Empty for a vat that the graph does not have.
 */
export function focusPicture(graph: BlastGraph, vatID: string): GraphPicture {
  const byId = new Map(graph.nodes.map((node) => [node.vatID, node]));
  const focus = byId.get(vatID);
  const [before, after] = [
    graph.edges.filter(({ to }) => to === vatID),
    graph.edges.filter(({ from }) => from === vatID),
  ];
  const [left, right] = [before.slice(0, MOST_IN_COLUMN), after.slice(0, MOST_IN_COLUMN)];
  const height = (Math.max(left.length, right.length, 3) + 2) * COLUMNS.row;
  if (!focus) return { width: COLUMNS.width, height, nodes: [], edges: [], hidden: 0, hiddenEdges: 0 };
  const lefts = column({ edges: left, end: 'from', x: COLUMNS.left }, byId, height);
  const rights = column({ edges: right, end: 'to', x: COLUMNS.right }, byId, height);
  const widthOf = widths([...left, ...right]);
  const [x, y] = [COLUMNS.middle, round(height / 2)];
  const edges = [
    ...left.map((edge, at) => ({
      ...edge,
      path: bow(COLUMNS.left, lefts[at]?.y ?? y, x - 8, y),
      width: widthOf(edge),
    })),
    ...right.map((edge, at) => ({
      ...edge,
      path: bow(x + 8, y, COLUMNS.right, rights[at]?.y ?? y),
      width: widthOf(edge),
    })),
  ];
  const middle: PlacedNode = { ...focus, x, y, anchor: 'middle', turn: 0 };
  const hiddenEdges = before.length + after.length - left.length - right.length;
  return {
    width: COLUMNS.width,
    height,
    nodes: [...lefts, middle, ...rights],
    edges,
    hidden: 0,
    hiddenEdges,
  };
}
