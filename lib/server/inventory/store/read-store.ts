import { byVatNumber, emptyInventory, type Inventory, type InventoryVat } from '@/lib/inventory/inventory';
import { type NoteBook, noteBook } from '@/lib/inventory/note-book';
import { safeText } from '@/lib/inventory/safe-text';
import { damaged } from '@/lib/server/inventory/sqlite/fault';
import { readAdminNodes } from '@/lib/server/inventory/store/admin-nodes';
import { bundleCaps, readCurrentZcf } from '@/lib/server/inventory/store/bundle-caps';
import { cListRanges, readCLists } from '@/lib/server/inventory/store/c-lists';
import { Effort, type EffortLimits } from '@/lib/server/inventory/store/effort';
import { type Kv, prefixRange } from '@/lib/server/inventory/store/kv';
import { openStore } from '@/lib/server/inventory/store/open-store';
import { readDecided } from '@/lib/server/inventory/store/promises';
import { readTerminated, readVat, type StoreFacts } from '@/lib/server/inventory/store/read-vat';
import type { Store } from '@/lib/server/inventory/store/store';
import { whole } from '@/lib/server/inventory/store/stored-json';
import { readVatLists, type VatLists } from '@/lib/server/inventory/store/vat-lists';

export type StoreInput = {
  readonly file: string;
  /** What the file is called for people. */
  readonly name: string;
  readonly label: string;
  readonly takenAt: number | null;
  readonly sha256: string | null;
  /** Bytes of it as it came, where that was packed. */
  readonly bytes?: number;
};

function readFacts(store: Store, { live }: VatLists, book: NoteBook): StoreFacts {
  const { kv } = store;
  const vatIDs = live.map(({ vatID }) => vatID);
  kv.expect([prefixRange('kp'), ...cListRanges(vatIDs)]);
  const admin = readAdminNodes(kv, book);
  const krefs = [...(admin?.nodes.values() ?? [])].map((kref) => ({ owner: admin?.vatAdmin ?? '', kref }));
  return {
    spans: store.spans(),
    snapshots: store.snapshots(),
    decided: readDecided(kv, book),
    nodes: admin?.nodes ?? null,
    caps: bundleCaps(kv),
    cLists: readCLists(kv, { vatIDs, krefs }, book),
  };
}

const zoeOf = (vats: readonly InventoryVat[]): string => vats.find(({ name }) => name === 'zoe')?.vatID ?? '';

/** Of the built-in rehearsal's store: a node's does not say which chain it is of. */
const readChainId = (kv: Kv): string | null => safeText(kv.get('host.chainId') ?? '', 100) || null;

function inventoryOf(store: Store, input: Omit<StoreInput, 'file'>): Inventory {
  const book = noteBook();
  const { kv, height } = store;
  store.note(book);
  const lists = readVatLists(kv, book);
  const facts = readFacts(store, lists, book);
  const vats = lists.live.map((vat) => readVat(vat, store, facts, book)).toSorted(byVatNumber);
  const terminated = lists.terminated.map((vatID) => readTerminated(vatID, store, facts, book));
  const empty = emptyInventory(input.label);
  return {
    ...empty,
    takenAt: input.takenAt,
    // Before versions were counted a kernel only noted that it was initialized.
    chain: { ...empty.chain, chainId: readChainId(kv), height, kernelSchema: whole(kv.get('version')) ?? 0 },
    currentZcf: readCurrentZcf(kv, zoeOf(vats), facts.caps, book),
    nextUpgradeID: whole(kv.get('vat.nextUpgradeID')),
    vats,
    terminated: terminated.toSorted(byVatNumber),
    sources: [
      { kind: store.source, name: input.name, bytes: input.bytes ?? store.bytes, sha256: input.sha256 },
    ],
    notes: book.all(),
  };
}

/** A number that leads out of a page is damage that no check of ours had foreseen. */
const asFault = (error: unknown): unknown =>
  error instanceof RangeError ? damaged('a number in it leads nowhere') : error;

/**
 * The inventory of whatever `open` opens: only the ranges of keys that it needs are read; nothing is written anywhere. Throws a
 * StoreFault with words for people when it is something else, damaged, changing, or takes too long.
 */
export function readOpened(
  open: (effort: Effort) => Store,
  input: Omit<StoreInput, 'file'>,
  limits: EffortLimits,
): Inventory {
  const effort = new Effort(limits);
  let store: Store | null = null;
  try {
    store = open(effort);
    const inventory = inventoryOf(store, input);
    store.checkUnchanged();
    limits.onProgress(effort.progress);
    return inventory;
  } catch (error) {
    throw asFault(error);
  } finally {
    store?.close();
  }
}

/** The inventory of a swing-store's database. */
export const readStore = (input: StoreInput, limits: EffortLimits): Inventory =>
  readOpened((effort) => openStore(input.file, effort), input, limits);
