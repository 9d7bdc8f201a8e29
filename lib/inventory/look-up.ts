import type { Inventory, InventoryVat, TerminatedVat } from '@/lib/inventory/inventory';

export type LookUp = {
  readonly vats: ReadonlyMap<string, InventoryVat>;
  readonly terminated: ReadonlyMap<string, TerminatedVat>;
};

const made = new WeakMap<Inventory, LookUp>();

/** The vats of an inventory by id; made once for each inventory. */
export function lookUp(inventory: Inventory): LookUp {
  const known = made.get(inventory);
  if (known) return known;
  const fresh = {
    vats: new Map(inventory.vats.map((vat) => [vat.vatID, vat])),
    terminated: new Map(inventory.terminated.map((vat) => [vat.vatID, vat])),
  };
  made.set(inventory, fresh);
  return fresh;
}

/** The name of a vat, alive or ended; null where it has none or is not in the inventory. */
export function nameOf(inventory: Inventory, vatID: string): string | null {
  const { vats, terminated } = lookUp(inventory);
  return (vats.get(vatID) ?? terminated.get(vatID))?.name ?? null;
}
