import { compareInventories } from '@/lib/inventory/compare-inventories';
import type { InventoryComparison, InventoryRow, InventoryView } from '@/lib/inventory/inventory-view';
import type { Actor } from '@/lib/server/actor';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchInventory, inventoryRow, withoutContent } from '@/lib/server/inventory/inventory-rows';

/** All inventories, the newest first. */
export async function listInventories(_actor: Actor): Promise<InventoryRow[]> {
  const { prisma } = (await instance()).database;
  const rows = await prisma.inventory.findMany({
    omit: withoutContent,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map(inventoryRow);
}

/** One inventory with its content, or how far its reading is. */
export async function readInventory(_actor: Actor, id: string): Promise<InventoryView> {
  const { database, readings } = await instance();
  const row = await database.prisma.inventory.findUnique({ where: { id }, omit: { built: true } });
  if (!row) throw notFound(`inventory ${id}`);
  const progress = row.state === 'reading' ? readings.progress(id) : null;
  return { ...inventoryRow(row), progress, error: row.error, inventory: row.content };
}

/** What changed from the other inventory (before) to this one (after). */
export async function compareStored(_actor: Actor, id: string, other: string): Promise<InventoryComparison> {
  const { prisma } = (await instance()).database;
  const [after, before] = [await fetchInventory(prisma, id), await fetchInventory(prisma, other)];
  return { changes: compareInventories(before, after) };
}
