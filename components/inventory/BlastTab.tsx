'use client';

import { useMemo } from 'react';
import { BlastGraphView } from '@/components/inventory/BlastGraphView';
import { Severed, VatButton } from '@/components/inventory/Severed';
import { SortHeading } from '@/components/inventory/SortHeading';
import { type SortValue, sortRows } from '@/components/inventory/sort-rows';
import type { InventoryTabProps } from '@/components/inventory/VatsTab';
import { others, type VatRow } from '@/components/inventory/vat-rows';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { formatCount } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { Cell, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { counted } from '@/lib/base/words';
import { type BlastGraph, blastGraph } from '@/lib/inventory/blast-graph';
import { sayVat } from '@/lib/inventory/inventory';

type Column = {
  readonly name: string;
  readonly word: string;
  readonly by: (row: VatRow) => SortValue;
};

const COLUMNS: readonly Column[] = [
  { name: 'decides', word: 'Promises', by: ({ radius }) => radius.promisesDecided },
  { name: 'severs', word: 'Severs vats', by: others },
  { name: 'unheard', word: 'Unheard', by: ({ radius }) => radius.unheard },
  { name: 'queued', word: 'Waiting messages', by: ({ radius }) => radius.queuedMessages },
  { name: 'abandons', word: 'Exports that break', by: ({ radius }) => radius.abandonedObjects },
  {
    name: 'importers',
    word: 'Held by vats',
    by: ({ vat, radius }) => (vat.ephemeralExports === null ? null : radius.importersOfAbandoned.length),
  },
];
const SORTED: readonly Column[] = [
  { name: 'name', word: 'Vat', by: ({ vat }) => vat.name ?? vat.vatID },
  ...COLUMNS,
];

const linesOf = ({ edges }: BlastGraph, vatID: string): number =>
  edges.filter(({ from, to }) => from === vatID || to === vatID).length;

/** Whom an upgrade hurts: of all vats at a glance, of one in full. */
export function BlastTab({ inventory, rows, shown, show }: InventoryTabProps) {
  const { vat, sort } = shown;
  const graph = useMemo(() => blastGraph(inventory), [inventory]);
  const seen = useMemo(() => sortRows(rows, SORTED, sort === '' ? '-decides' : sort), [rows, sort]);
  const chosen = rows.find((row) => row.vat.vatID === vat);
  const isRead = rows.some(({ vat: one }) => one.decides !== null || one.ephemeralExports !== null);
  if (!isRead)
    return (
      <EmptyState title="Who hangs on whom is not known">
        Promises and exports are only in a swing-store: import one of the same chain.
      </EmptyState>
    );
  const onVat = (vatID: string | null) => show({ vat: vatID });
  return (
    <div className="flex flex-col gap-8">
      <Panel
        title={chosen ? `Around ${sayVat(chosen.vat)}` : 'Who hangs on whom'}
        note={counted(chosen ? linesOf(graph, chosen.vat.vatID) : graph.edges.length, 'line')}
        actions={
          vat !== null && (
            <Button size="small" onClick={() => onVat(null)}>
              Show all vats
            </Button>
          )
        }
      >
        {graph.edges.length === 0 ? (
          <p className="py-2 text-13 text-ink-2">
            No vat listens to another, and no export that breaks is held.
          </p>
        ) : (
          <BlastGraphView graph={graph} vat={chosen ? vat : null} onVat={onVat} />
        )}
        {chosen && <Severed radius={chosen.radius} onVat={onVat} />}
      </Panel>
      <Panel title="Every vat">
        <Table>
          <caption className="sr-only">Whom the upgrade of each vat hurts</caption>
          <TableHead>
            <tr>
              <SortHeading name="name" word="Vat" sort={sort} onSort={(by) => show({ sort: by })} />
              {COLUMNS.map(({ name, word }) => (
                <SortHeading
                  key={name}
                  figures
                  name={name}
                  word={word}
                  sort={sort === '' ? '-decides' : sort}
                  onSort={(by) => show({ sort: by })}
                />
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {seen.map((row) => (
              <Row
                key={row.vat.vatID}
                className={cn(row.vat.vatID === vat && 'bg-accent-soft hover:bg-accent-soft')}
              >
                <Cell className="w-full min-w-40">
                  <VatButton vat={row.vat} onVat={onVat} />
                </Cell>
                {COLUMNS.map(({ name, by }) => (
                  <Figure key={name} value={by(row)} />
                ))}
              </Row>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </div>
  );
}

const Figure = ({ value }: { value: SortValue }) => (
  <Cell figures className={cn(value === 0 && 'text-ink-3')}>
    {typeof value === 'number' ? formatCount(value) : '–'}
  </Cell>
);
