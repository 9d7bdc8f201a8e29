import type { Inventory } from '@/lib/inventory/inventory';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import type { ReadResult } from '@/lib/server/inventory/worker/messages';

/** An inventory as the database keeps it. */
export const storedInventory = (inventory: Inventory): ReadResult => ({
  text: JSON.stringify(inventoryJson(inventory)),
  label: inventory.label,
  chainId: inventory.chain.chainId,
  height: inventory.chain.height,
  vats: inventory.vats.length,
  terminated: inventory.terminated.length,
  takenAt: inventory.takenAt,
  sources: JSON.stringify(inventory.sources),
});
