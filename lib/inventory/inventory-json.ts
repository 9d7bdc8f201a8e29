import type { Inventory, InventoryVat, Kept } from '@/lib/inventory/inventory';

const isCut = (kept: Kept<unknown> | null): boolean => kept !== null && kept.total > kept.entries.length;

function vatJson(vat: InventoryVat) {
  const { decides, ephemeralExports, from, ...rest } = vat;
  return {
    ...rest,
    decides: decides?.entries ?? null,
    ephemeralExports: ephemeralExports?.entries ?? null,
    ...(isCut(decides) ? { decidesTotal: decides?.total } : {}),
    ...(isCut(ephemeralExports) ? { ephemeralExportsTotal: ephemeralExports?.total } : {}),
    ...(isCut(decides) || isCut(ephemeralExports) ? { truncated: true } : {}),
    from,
  };
}

/** The inventory as the value that is printed, stored and sent; `parseInventory` reads the same inventory from it. */
export function inventoryJson(inventory: Inventory) {
  const { schema, label, takenAt, chain, currentZcf, nextUpgradeID, vats, terminated, sources, notes } =
    inventory;
  return {
    schema,
    label,
    takenAt: takenAt === null ? null : new Date(takenAt).toISOString(),
    chain,
    currentZCF: currentZcf,
    nextUpgradeID,
    vats: vats.map(vatJson),
    terminated,
    sources,
    notes,
  };
}
