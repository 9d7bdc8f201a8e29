import type { Foresight } from '@/lib/reconcile/severed';
import type { Tx } from '@/lib/server/db/open-database';
import { fetchInventory } from '@/lib/server/inventory/inventory-rows';

/** Which inventory a plan is checked against; null where it names none. */
export async function planInventoryId(tx: Tx, planId: string): Promise<string | null> {
  const plan = await tx.plan.findUnique({ where: { id: planId }, select: { inventoryId: true } });
  return plan?.inventoryId ?? null;
}

/** What the plan's inventory foretells of its upgrades, without what only other pages need; null where the plan names none. */
export async function planForesight(tx: Tx, planId: string): Promise<Foresight | null> {
  const id = await planInventoryId(tx, planId);
  if (id === null) return null;
  const { vats } = await fetchInventory(tx, id);
  return {
    vats: vats.map(({ vatID, name, incarnation, decides }) => ({
      vatID,
      name,
      incarnation,
      decides: decides && {
        total: decides.total,
        entries: decides.entries.map(({ kpid, subscribers }) => ({ kpid, subscribers })),
      },
    })),
  };
}
