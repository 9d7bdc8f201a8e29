import type { Drift } from '@/lib/inventory/drift';
import type { Inventory } from '@/lib/inventory/inventory';
import { type PlanNames, planFromInventory } from '@/lib/inventory/plan-from-inventory';

/** What the door that makes a plan takes: every vat that is behind, named after the inventory. */
export function planOfDrift(
  inventory: Inventory,
  drift: readonly Drift[],
  names: PlanNames,
  newId: () => string,
) {
  const plan = planFromInventory(inventory, drift, names, newId);
  return { title: `${names.upgradeName}: what is behind in ${inventory.label}`.slice(0, 200), plan };
}

export const behindOf = (drift: readonly Drift[]): number =>
  drift.filter(({ verdict }) => verdict === 'behind').length;
