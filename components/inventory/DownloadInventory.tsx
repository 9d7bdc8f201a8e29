'use client';

import { Button } from '@/components/ui/Button';
import type { Inventory } from '@/lib/inventory/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';

/** Only letters that every file system takes. */
const fileName = (label: string): string =>
  `${label.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'inventory'}.inventory.json`;

/** Written when it is asked for: an inventory may be megabytes. */
function download(inventory: Inventory): void {
  const text = JSON.stringify(inventoryJson(inventory));
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href, download: fileName(inventory.label) });
  link.click();
  URL.revokeObjectURL(href);
}

/** The whole inventory as the JSON that every door and command takes back. */
export const DownloadInventory = ({ inventory }: { inventory: Inventory }) => (
  <Button size="small" onClick={() => download(inventory)}>
    Download JSON
  </Button>
);
