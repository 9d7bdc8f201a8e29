import { z } from 'zod';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { safeText } from '@/lib/inventory/safe-text';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { inventoryRow, withoutContent } from '@/lib/server/inventory/inventory-rows';

export const labelBody = z.object({
  label: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .transform((label) => safeText(label, 200)),
});

async function lockInventory(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT "id" FROM "Inventory" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.inventory.findUnique({ where: { id }, omit: withoutContent });
  if (!row) throw notFound(`inventory ${id}`);
  return row;
}

/** Names an inventory anew; the same name leaves no trace. */
export async function renameInventory(actor: Actor, id: string, label: string): Promise<InventoryRow> {
  checkRole(actor, 'keep-inventory');
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const row = await lockInventory(tx, id);
    if (row.label === label) return inventoryRow(row);
    await tx.inventory.update({ where: { id }, data: { label } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'rename-inventory',
      subject: `inventory:${id}`,
      before: { label: row.label },
      after: { label },
    });
    return inventoryRow({ ...row, label });
  });
}

/** Removes an inventory, and stops its reading; plans that named it know no chain any more. */
export async function deleteInventory(actor: Actor, id: string): Promise<void> {
  checkRole(actor, 'keep-inventory');
  const { database, readings } = await instance();
  await database.prisma.$transaction(async (tx) => {
    const { label, chainId, vats } = await lockInventory(tx, id);
    const plans = await tx.plan.findMany({ where: { inventoryId: id }, select: { id: true } });
    await tx.inventory.delete({ where: { id } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'delete-inventory',
      subject: `inventory:${id}`,
      before: { label, chainId, vats, plans: plans.map((plan) => plan.id) },
    });
  });
  await readings.cancel(id);
}
