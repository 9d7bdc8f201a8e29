import { useState } from 'react';
import { useDrift, useInventories, useInventory } from '@/lib/client/use-inventories';
import type { Drift } from '@/lib/inventory/drift';
import type { Inventory } from '@/lib/inventory/inventory';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { upgradable } from '@/lib/inventory/upgradable';

/** Which vats of an inventory become steps. */
export type Wanted = 'behind' | 'upgradable';

/** An inventory that a plan is to be made from; `count` null: not known yet. */
export type InventorySource = {
  readonly rows: readonly InventoryRow[];
  readonly id: string | null;
  readonly choose: (id: string | null) => void;
  readonly want: Wanted;
  readonly setWant: (want: Wanted) => void;
  readonly inventory: Inventory | null;
  /** Null: nothing was built to compare with. */
  readonly drift: readonly Drift[] | null;
  readonly counts: Readonly<Record<Wanted, number | null>>;
  readonly error: unknown;
};

const reachable = (inventory: Inventory): number =>
  inventory.vats.filter((vat) => upgradable(vat, inventory).verdict === 'yes').length;

export function useInventorySource(): InventorySource {
  const { data: rows = [] } = useInventories();
  const [id, choose] = useState<string | null>(null);
  const [want, setWant] = useState<Wanted>('behind');
  const read = useInventory(id);
  const drift = useDrift(id);
  const inventory = read.data?.known ?? null;
  const behind = drift.data?.drift ?? null;
  return {
    rows: rows.filter(({ state }) => state === 'ready'),
    id,
    choose,
    want,
    setWant,
    inventory,
    drift: behind,
    counts: {
      behind: behind && behind.filter(({ verdict }) => verdict === 'behind').length,
      upgradable: inventory && reachable(inventory),
    },
    error: read.error ?? drift.error,
  };
}

/** Why no plan can be made of it yet. */
export function whyNoPlan({ id, inventory, want, drift, counts }: InventorySource): string | null {
  if (id === null) return 'Choose an inventory.';
  if (!inventory) return 'The inventory is being read.';
  if (want === 'behind' && drift === null) return 'Give the inventory built bundles first, on its page.';
  return counts[want] === 0 ? 'No vat of it fits.' : null;
}
