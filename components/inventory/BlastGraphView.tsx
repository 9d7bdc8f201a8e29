'use client';

import { useMemo } from 'react';
import { cn } from '@/components/ui/cn';
import { counted } from '@/lib/base/words';
import type { BlastGraph } from '@/lib/inventory/blast-graph';
import { focusPicture, type PlacedNode, ringPicture } from '@/lib/inventory/graph-layout';
import { sayVat } from '@/lib/inventory/inventory';
import { labelOf } from '@/lib/plan/chain';

type Props = { graph: BlastGraph; vat: string | null; onVat: (vatID: string | null) => void };

const LONGEST = 21;
/** By its label: what stands before that in a contract's name says nothing to people. */
function short({ vatID, name }: PlacedNode): string {
  const words = sayVat({ vatID, name: name && labelOf(name) });
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}

/** `v14` by its number, so that a vat keeps its colour. */
const colour = (vatID: string): string => `var(--color-vat-${(Number(vatID.slice(1)) % 12) + 1})`;

/** Who hangs on whom, as a picture: all around a ring, or one vat between those that cut it off and those that it cuts off. */
export function BlastGraphView({ graph, vat, onVat }: Props) {
  const picture = useMemo(() => (vat === null ? ringPicture(graph) : focusPicture(graph, vat)), [graph, vat]);
  const { width, height, nodes, edges, hidden, hiddenEdges } = picture;
  const says =
    vat === null
      ? `Ring of ${nodes.length} vats with ${edges.length} lines between them; the table says the same`
      : `${vat}: on the left whose upgrade cuts it off, on the right whom its upgrade cuts off; the table says the same`;
  return (
    <figure>
      <div className="overflow-x-auto">
        <svg
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn here, no file
          role="img"
          aria-label={says}
          viewBox={`0 0 ${width} ${height}`}
          className={cn('mx-auto w-full min-w-[40rem]', vat === null ? 'max-w-4xl' : 'max-w-5xl')}
        >
          <defs>
            <marker
              id="severs"
              viewBox="0 0 8 8"
              refX="14"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0 8 4 0 8Z" fill="var(--color-ink-3)" />
            </marker>
          </defs>
          {edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to} ${edge.path}`}
              d={edge.path}
              fill="none"
              stroke={colour(edge.from)}
              strokeOpacity={vat === null ? 0.55 : 0.8}
              strokeWidth={edge.width}
              strokeDasharray={edge.promises === 0 ? '4 3' : undefined}
              markerEnd="url(#severs)"
            >
              <title>{`${edge.from} → ${edge.to}: ${edge.promises} promises, ${edge.abandoned} objects`}</title>
            </path>
          ))}
          {nodes.map((node, at) => (
            <GraphNode key={at} node={node} chosen={node.vatID === vat} onVat={onVat} />
          ))}
        </svg>
      </div>
      <figcaption className="pt-1 text-12 text-ink-3">
        {vat === null
          ? 'A line leads from the vat that is upgraded to the one that is cut off; the broader, the more promises and objects. Dashed: only objects.'
          : 'Left: whose upgrade cuts it off. Right: whom its own upgrade cuts off. The broader, the more promises and objects.'}
        {hiddenEdges > 0 &&
          ` The lightest are only in the table: ${counted(hiddenEdges, 'line')}${hidden > 0 ? ` and ${counted(hidden, 'vat')}` : ''}.`}
      </figcaption>
    </figure>
  );
}

type NodeProps = { node: PlacedNode; chosen: boolean; onVat: Props['onVat'] };

/** Pressed with the mouse; with the keyboard the same is done in the table below. */
function GraphNode({ node, chosen, onVat }: NodeProps) {
  const { vatID, x, y, anchor, turn, state } = node;
  const away = anchor === 'end' ? -9 : anchor === 'start' ? 9 : 0;
  return (
    <g
      transform={`translate(${x} ${y}) rotate(${turn})`}
      onClick={() => onVat(chosen ? null : vatID)}
      className="cursor-pointer"
      aria-hidden
    >
      <title>{`${sayVat(node)}${state === 'terminated' ? ', terminated' : ''}`}</title>
      <circle r={chosen ? 7 : 5} fill={colour(vatID)} fillOpacity={state === 'alive' ? 1 : 0.35} />
      <text
        x={away}
        y={anchor === 'middle' ? -13 : 4}
        textAnchor={anchor}
        className={cn('fill-ink text-12', chosen && 'font-medium')}
      >
        {short(node)}
      </text>
    </g>
  );
}
