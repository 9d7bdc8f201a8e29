import type { Inventory, InventoryVat } from '@/lib/inventory/inventory';
import { lookUp, nameOf } from '@/lib/inventory/look-up';

/** Whom the upgrade of one vat hurts. Null: the inventory did not read it. */
export type BlastRadius = {
  readonly vatID: string;
  readonly name: string | null;
  readonly promisesDecided: number | null;
  /** Most promises first; the vat itself, where it listens to its own. */
  readonly subscribers: readonly BlastSubscriber[];
  /** Promises that nobody subscribes to: rejected, and nobody is told. */
  readonly unheard: number | null;
  readonly queuedMessages: number | null;
  readonly abandonedObjects: number | null;
  /** Most objects first. */
  readonly importersOfAbandoned: readonly BlastImporter[];
  /** The inventory keeps only the first of its promises or exports: there may be more names. */
  readonly cut: boolean;
};
export type BlastSubscriber = {
  readonly vatID: string;
  readonly name: string | null;
  readonly promises: number;
  readonly kpids: readonly string[];
};
/** `reachable`: of the objects those that it can send to; it gets "vat terminated" for each message. */
export type BlastImporter = {
  readonly vatID: string;
  readonly name: string | null;
  readonly objects: number;
  readonly reachable: number;
};

const numberOf = (vatID: string): number => Number(vatID.slice(1));

/** Who subscribes to which of the vat's promises; a vat that stands twice at a promise counts once. */
function subscriptionsTo({ decides }: InventoryVat): Map<string, string[]> {
  const kpids = new Map<string, string[]>();
  for (const { kpid, subscribers } of decides?.entries ?? []) {
    for (const vatID of new Set(subscribers)) {
      const known = kpids.get(vatID);
      if (known) known.push(kpid);
      else kpids.set(vatID, [kpid]);
    }
  }
  return kpids;
}

function importsOf({ ephemeralExports }: InventoryVat): Map<string, { objects: number; reachable: number }> {
  const importers = new Map<string, { objects: number; reachable: number }>();
  for (const entry of ephemeralExports?.entries ?? []) {
    for (const { vatID, reachable } of entry.importers) {
      const known = importers.get(vatID) ?? { objects: 0, reachable: 0 };
      importers.set(vatID, { objects: known.objects + 1, reachable: known.reachable + (reachable ? 1 : 0) });
    }
  }
  return importers;
}

const isCut = (vat: InventoryVat): boolean =>
  [vat.decides, vat.ephemeralExports].some((kept) => kept !== null && kept.total > kept.entries.length);

const NOBODY = (vatID: string, name: string | null): BlastRadius => ({
  vatID,
  name,
  promisesDecided: null,
  subscribers: [],
  unheard: null,
  queuedMessages: null,
  abandonedObjects: null,
  importersOfAbandoned: [],
  cut: false,
});

/**
 * What an upgrade of the vat rejects and breaks, as the inventory has it: promises that it decides, with who subscribes, messages
 * that wait for them, exports that its next incarnation does not have. All null for a vat that is not in the inventory.
 */
export function blastRadius(inventory: Inventory, vatID: string): BlastRadius {
  const vat = lookUp(inventory).vats.get(vatID);
  if (!vat) return NOBODY(vatID, nameOf(inventory, vatID));
  const promises = vat.decides?.entries;
  const subscribers = [...subscriptionsTo(vat)].map(([id, kpids]) => ({
    vatID: id,
    name: nameOf(inventory, id),
    promises: kpids.length,
    kpids,
  }));
  const importers = [...importsOf(vat)].map(([id, counts]) => ({
    vatID: id,
    name: nameOf(inventory, id),
    ...counts,
  }));
  return {
    vatID,
    name: vat.name,
    promisesDecided: vat.decides?.total ?? null,
    subscribers: subscribers.toSorted(
      (a, b) => b.promises - a.promises || numberOf(a.vatID) - numberOf(b.vatID),
    ),
    unheard: promises?.filter((promise) => promise.subscribers.length === 0).length ?? null,
    queuedMessages: promises?.reduce((sum, { queued }) => sum + queued, 0) ?? null,
    abandonedObjects: vat.ephemeralExports?.total ?? null,
    importersOfAbandoned: importers.toSorted(
      (a, b) => b.objects - a.objects || numberOf(a.vatID) - numberOf(b.vatID),
    ),
    cut: isCut(vat),
  };
}
