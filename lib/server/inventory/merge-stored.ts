import { z } from 'zod';
import { mergeInventories } from '@/lib/inventory/merge';
import { safeText } from '@/lib/inventory/safe-text';
import type { Actor } from '@/lib/server/actor';
import { checkRole } from '@/lib/server/check-role';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchInventory } from '@/lib/server/inventory/inventory-rows';
import { keepMade } from '@/lib/server/inventory/keep-made';

export const mergeBody = z.object({
  other: z.string().min(1).max(100),
  label: z.string().trim().max(200).optional(),
});

/** A new inventory of two that are kept: this one's word counts, the other fills in what it does not know. Both stay as they are. */
export async function mergeStored(
  actor: Actor,
  id: string,
  { other, label }: z.infer<typeof mergeBody>,
): Promise<{ id: string }> {
  checkRole(actor, 'keep-inventory');
  if (id === other) throw new ServerError('conflict', 'An inventory cannot be merged with itself.');
  const { prisma } = (await instance()).database;
  const [first, second] = [await fetchInventory(prisma, id), await fetchInventory(prisma, other)];
  const title = safeText(label || `${first.label} + ${second.label}`, 200);
  const inventory = { ...mergeInventories(first, second), label: title };
  const of = { first: id, second: other };
  return prisma.$transaction((tx) => keepMade(tx, actor, { inventory, verb: 'merge-inventories', of }));
}
