import type { Metadata } from 'next';
import { pageActor } from '@/app/page-actor';
import { ImportPanel } from '@/components/inventory/ImportPanel';
import { InventoryTable } from '@/components/inventory/InventoryTable';
import { LearnButton } from '@/components/inventory/LearnButton';
import { Page } from '@/components/ui/Page';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Inventory' };

export default async function InventoriesPage() {
  await pageActor(paths.inventories());
  return (
    <Page title="Inventory" actions={<LearnButton />}>
      <div className="flex flex-col gap-5">
        <ImportPanel />
        <InventoryTable />
      </div>
    </Page>
  );
}
