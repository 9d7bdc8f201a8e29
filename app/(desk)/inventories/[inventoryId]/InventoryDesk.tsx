'use client';

import { useMemo } from 'react';
import { BlastTab } from '@/components/inventory/BlastTab';
import { CompareTab } from '@/components/inventory/CompareTab';
import { DownloadInventory } from '@/components/inventory/DownloadInventory';
import { DriftTab } from '@/components/inventory/DriftTab';
import { InventoryActions } from '@/components/inventory/InventoryActions';
import { InventoryState } from '@/components/inventory/InventoryState';
import { InventoryTabs } from '@/components/inventory/InventoryTabs';
import { NotesTab } from '@/components/inventory/NotesTab';
import { VatsTab } from '@/components/inventory/VatsTab';
import { vatRows } from '@/components/inventory/vat-rows';
import { saySources } from '@/components/inventory/words';
import { formatCount } from '@/components/ui/count';
import { ErrorState } from '@/components/ui/ErrorState';
import { Page } from '@/components/ui/Page';
import { Progress } from '@/components/ui/Progress';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { assertNever } from '@/lib/base/assert';
import { formatBytes } from '@/lib/base/time';
import { errorWords } from '@/lib/client/door';
import { type KnownInventory, useInventory } from '@/lib/client/use-inventories';
import { usePageView } from '@/lib/client/use-page-view';
import type { Inventory } from '@/lib/inventory/inventory';
import {
  formatInventoryPage,
  type InventoryPageView,
  parseInventoryPage,
} from '@/lib/url/inventory-page-view';

const PAGE = { parse: parseInventoryPage, format: formatInventoryPage };

type Props = { id: string; page: InventoryPageView };

/** One inventory: its vats, its drift, whom upgrades hurt, what changed, and where all that is from. */
export function InventoryDesk({ id, page }: Props) {
  const inventory = useInventory(id);
  if (inventory.isPending)
    return (
      <Page title="Inventory">
        <SkeletonRows rows={10} label="Reading the inventory" />
      </Page>
    );
  if (!inventory.data)
    return (
      <Page title="Inventory">
        <ErrorState
          what="The inventory could not be read."
          {...errorWords(inventory.error)}
          retry={() => void inventory.refetch()}
        />
      </Page>
    );
  const view = inventory.data;
  return (
    <Page
      title={view.label}
      mark={view.state === 'ready' ? undefined : <InventoryState state={view.state} />}
      facts={<Facts view={view} />}
      actions={<InventoryActions row={view} />}
    >
      {view.known ? <Known id={id} inventory={view.known} page={page} /> : <Unread view={view} />}
    </Page>
  );
}

function Facts({ view }: { view: KnownInventory }) {
  const { chain = null } = view.known ?? {};
  return (
    <>
      <span>{view.chainId ?? 'chain not known'}</span>
      {view.height !== null && <span className="tnum">height {formatCount(view.height)}</span>}
      {chain?.sdk != null && <span>{chain.sdk}</span>}
      <span>{saySources(view.sources)}</span>
      <span>
        by {view.createdBy} <TimeAgo at={view.createdAt} />
      </span>
    </>
  );
}

/** Still on its way, or not to be read. */
function Unread({ view }: { view: KnownInventory }) {
  const error = view.error ?? view.unfit;
  if (error !== null)
    return (
      <ErrorState
        what="It is no inventory that can be shown."
        where={error}
        todo="Delete it and import another file: a swing-store of a node that is stopped or copied whole, or an inventory as JSON."
      />
    );
  const { bytes = 0, total = null, keys = 0 } = view.progress ?? {};
  return (
    <div className="border-y border-line py-3 text-13">
      <p className="tnum">
        {formatBytes(bytes)}
        {total !== null && ` of ${formatBytes(total)}`} read, {formatCount(keys)} keys.
      </p>
      <Progress value={bytes} max={total} label={`Reading ${view.label}`} className="mt-2" />
    </div>
  );
}

function Known({ id, inventory, page }: Props & { inventory: Inventory }) {
  const [shown, show] = usePageView(page, PAGE);
  const rows = useMemo(() => vatRows(inventory), [inventory]);
  const tab = { inventory, rows, shown, show };
  return (
    <>
      <InventoryTabs
        tab={shown.tab}
        inventory={inventory}
        onTab={(next) => show({ tab: next, filter: '', sort: '' })}
      />
      <OneTab id={id} tab={tab} />
    </>
  );
}

function OneTab({ id, tab }: { id: string; tab: Parameters<typeof BlastTab>[0] }) {
  const { inventory, shown, show } = tab;
  switch (shown.tab) {
    case 'vats':
      return <VatsTab {...tab} download={<DownloadInventory inventory={inventory} />} />;
    case 'drift':
      return <DriftTab {...tab} id={id} />;
    case 'blast':
      return <BlastTab {...tab} />;
    case 'compare':
      return <CompareTab id={id} other={shown.other} onOther={(other) => show({ other })} />;
    case 'notes':
      return <NotesTab inventory={inventory} />;
    default:
      return assertNever(shown.tab);
  }
}
