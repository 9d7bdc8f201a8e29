'use client';

import Link from 'next/link';
import { InventoryState } from '@/components/inventory/InventoryState';
import { saySources } from '@/components/inventory/words';
import { CopyBlock } from '@/components/ui/CopyBlock';
import { formatCount } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useInventories } from '@/lib/client/use-inventories';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { paths } from '@/lib/url/paths';

const COMMAND = 'npm run -s vatdeck -- inventory /path/to/swingstore.sqlite --json > inventory.json';

/** What is there to be imported, and how beside a store that is too large to send. */
const NoInventory = () => (
  <EmptyState title="No inventory yet">
    <p>
      An inventory says which vats a chain has, what they run, which may be upgraded and whom that hurts.
      Import a node’s swing-store above, or learn what a run’s slog tells. Beside a store of many gigabytes
      run this, and import the small file that it writes:
    </p>
    <div className="pt-2">
      <CopyBlock name="the command" text={COMMAND} />
    </div>
  </EmptyState>
);

/** Every inventory: of which chain and height, how many vats, from where, by whom. */
export function InventoryTable({ initial }: { initial?: InventoryRow[] }) {
  const inventories = useInventories(initial);
  if (inventories.isPending) return <SkeletonRows rows={4} label="Reading the inventories" />;
  if (!inventories.data) {
    const retry = () => void inventories.refetch();
    return (
      <ErrorState
        what="The inventories could not be read."
        {...errorWords(inventories.error)}
        retry={retry}
      />
    );
  }
  if (inventories.data.length === 0) return <NoInventory />;
  return (
    <Table>
      <caption className="sr-only">Inventories, newest first</caption>
      <TableHead>
        <tr>
          <Heading>State</Heading>
          <Heading>Inventory</Heading>
          <Heading className="hidden sm:table-cell">Chain</Heading>
          <Heading figures>Height</Heading>
          <Heading figures>Vats</Heading>
          <Heading figures className="hidden md:table-cell">
            Ended
          </Heading>
          <Heading className="hidden md:table-cell">From</Heading>
          <Heading className="hidden md:table-cell">By</Heading>
          <Heading figures className="hidden sm:table-cell">
            Made
          </Heading>
        </tr>
      </TableHead>
      <TableBody>
        {inventories.data.map((row) => (
          <InventoryLine key={row.id} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

const figure = (value: number | null): string => (value === null ? '–' : formatCount(value));

function InventoryLine({ row }: { row: InventoryRow }) {
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <InventoryState state={row.state} />
      </Cell>
      <Cell className="w-full max-w-0">
        <Link
          href={paths.inventory(row.id)}
          className="block truncate font-medium hover:underline"
          title={row.label}
        >
          {row.label}
        </Link>
      </Cell>
      <Cell className="hidden whitespace-nowrap sm:table-cell">{row.chainId ?? '–'}</Cell>
      <Cell figures>{figure(row.height)}</Cell>
      <Cell figures>{row.state === 'ready' ? formatCount(row.vats) : '–'}</Cell>
      <Cell figures className="hidden md:table-cell">
        {row.state === 'ready' ? formatCount(row.terminated) : '–'}
      </Cell>
      <Cell className="hidden whitespace-nowrap md:table-cell">{saySources(row.sources)}</Cell>
      <Cell className="hidden whitespace-nowrap md:table-cell">{row.createdBy}</Cell>
      <Cell figures className="hidden font-sans sm:table-cell">
        <TimeAgo at={row.createdAt} />
      </Cell>
    </Row>
  );
}
