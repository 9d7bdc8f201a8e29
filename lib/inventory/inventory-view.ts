import type { InventoryChange } from '@/lib/inventory/compare-inventories';
import type { Drift } from '@/lib/inventory/drift';
import type { InventoryNote, InventorySource } from '@/lib/inventory/inventory';

/** An inventory in a list (`GET /api/inventories`). Times are ms since 1970. */
export type InventoryRow = {
  readonly id: string;
  readonly label: string;
  readonly state: 'reading' | 'ready' | 'failed';
  readonly chainId: string | null;
  readonly height: number | null;
  /** How many; alive, and ended. */
  readonly vats: number;
  readonly terminated: number;
  readonly takenAt: number | null;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly sources: readonly InventorySource[];
};

/** How far a store is read; `total` null: nobody knows. */
export type InventoryProgress = {
  readonly bytes: number;
  readonly total: number | null;
  readonly keys: number;
};

/** `GET /api/inventories/:id`. `inventory` as `inventoryJson` writes it, for `parseInventory`; null until it is read. */
export type InventoryView = InventoryRow & {
  readonly progress: InventoryProgress | null;
  /** Why it could not be read. */
  readonly error: string | null;
  readonly inventory: unknown;
};

/** `GET /api/inventories/:id/bundles`: the inventory against the bundles that were given last; `drift` null: none were. */
export type DriftView = {
  readonly drift: readonly Drift[] | null;
  /** How many bundles, and the files that said so. */
  readonly bundles: number;
  readonly files: readonly string[];
  readonly notes: readonly InventoryNote[];
};

/** `GET /api/inventories/:id/compare?with=`. */
export type InventoryComparison = { readonly changes: readonly InventoryChange[] };
