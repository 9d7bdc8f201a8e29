import type { Metadata } from 'next';
import { InventoryDesk } from '@/app/(desk)/inventories/[inventoryId]/InventoryDesk';
import { pageActor } from '@/app/page-actor';
import { parseInventoryPage } from '@/lib/url/inventory-page-view';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Inventory' };

type Props = {
  params: Promise<{ inventoryId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function InventoryPage({ params, searchParams }: Props) {
  const { inventoryId } = await params;
  const query = await searchParams;
  await pageActor(paths.inventory(inventoryId), query);
  const given = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return (
    <InventoryDesk key={inventoryId} id={inventoryId} page={parseInventoryPage(new URLSearchParams(given))} />
  );
}
