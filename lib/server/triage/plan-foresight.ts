import type { Run } from '@/lib/generated/prisma/client';
import type { Plan } from '@/lib/plan/plan';
import { type Foresight, foresightOf } from '@/lib/reconcile/foresight';
import type { Tx } from '@/lib/server/db/open-database';
import { fetchInventory } from '@/lib/server/inventory/inventory-rows';

/** Which inventory a plan is checked against; null where it names none. */
export async function planInventoryId(tx: Tx, planId: string): Promise<string | null> {
  const plan = await tx.plan.findUnique({ where: { id: planId }, select: { inventoryId: true } });
  return plan?.inventoryId ?? null;
}

const MOST = 30;
const known = new Map<string, Foresight>();

/** Worked out once in a process: neither an inventory nor what a digest names ever changes. */
async function foresightFrom(tx: Tx, inventoryId: string, digest: string, plan: Plan): Promise<Foresight> {
  const name = `${inventoryId} ${digest}`;
  const foresight = known.get(name) ?? foresightOf(plan, await fetchInventory(tx, inventoryId));
  known.delete(name);
  known.set(name, foresight);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return foresight;
}

/** What the inventory of a run's plan foretells of the plan that it executed; null where there is neither. */
export async function planForesight(
  tx: Tx,
  { planId, planDigest }: Pick<Run, 'planId' | 'planDigest'>,
  plan: Plan,
): Promise<Foresight | null> {
  if (planId === null || planDigest === null) return null;
  const id = await planInventoryId(tx, planId);
  return id === null ? null : foresightFrom(tx, id, planDigest, plan);
}
