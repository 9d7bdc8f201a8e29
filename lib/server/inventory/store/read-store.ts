import { byVatNumber, emptyInventory, type Inventory, type InventoryVat } from '@/lib/inventory/inventory';
import { type NoteBook, noteBook } from '@/lib/inventory/note-book';
import { damaged } from '@/lib/server/inventory/sqlite/fault';
import { readAdminNodes } from '@/lib/server/inventory/store/admin-nodes';
import { bundleCaps, readCurrentZcf } from '@/lib/server/inventory/store/bundle-caps';
import { cListRanges, readCLists } from '@/lib/server/inventory/store/c-lists';
import { Effort, type EffortLimits } from '@/lib/server/inventory/store/effort';
import { prefixRange } from '@/lib/server/inventory/store/kv';
import { openStore, type Store } from '@/lib/server/inventory/store/open-store';
import { readDecided } from '@/lib/server/inventory/store/promises';
import { readTerminated, readVat, type StoreFacts } from '@/lib/server/inventory/store/read-vat';
import { readSnapshots, readSpans } from '@/lib/server/inventory/store/spans';
import { whole } from '@/lib/server/inventory/store/stored-json';
import { readVatLists, type VatLists } from '@/lib/server/inventory/store/vat-lists';

export type StoreInput = {
  readonly file: string;
  /** What the file is called for people. */
  readonly name: string;
  readonly label: string;
  readonly takenAt: number | null;
  readonly sha256: string | null;
};

function readFacts(store: Store, { live }: VatLists, book: NoteBook, effort: Effort): StoreFacts {
  const { kv } = store;
  const vatIDs = live.map(({ vatID }) => vatID);
  kv.expect([prefixRange('kp'), ...cListRanges(vatIDs)]);
  const admin = readAdminNodes(kv, book);
  const krefs = [...(admin?.nodes.values() ?? [])].map((kref) => ({ owner: admin?.vatAdmin ?? '', kref }));
  return {
    spans: readSpans(store, effort),
    snapshots: readSnapshots(store, effort),
    decided: readDecided(kv, book),
    nodes: admin?.nodes ?? null,
    caps: bundleCaps(kv),
    cLists: readCLists(kv, { vatIDs, krefs }, book),
  };
}

function noteFile({ file }: Store, book: NoteBook): void {
  if (file.walFrames > 0)
    book.add('store', `Its write-ahead log stood beside it and was read with it (${file.walFrames} pages).`);
  else if (file.isWal)
    book.add(
      'store',
      'It is in WAL mode and no log stood beside it; if it was copied without one, the last blocks are missing.',
    );
}

function noteHeights({ kv }: Store, book: NoteBook): void {
  const [done, begun] = [whole(kv.get('host.height')), whole(kv.get('host.beginHeight'))];
  if (done !== null && begun !== null && begun > done)
    book.add('store', `Block ${begun} was begun and not committed; this is the chain after block ${done}.`);
}

const zoeOf = (vats: readonly InventoryVat[]): string => vats.find(({ name }) => name === 'zoe')?.vatID ?? '';

function inventoryOf(store: Store, input: StoreInput, effort: Effort): Inventory {
  const book = noteBook();
  const { kv, file } = store;
  noteFile(store, book);
  noteHeights(store, book);
  const lists = readVatLists(kv, book);
  const facts = readFacts(store, lists, book, effort);
  const vats = lists.live.map((vat) => readVat(vat, store, facts, book)).toSorted(byVatNumber);
  const terminated = lists.terminated.map((vatID) => readTerminated(vatID, store, facts, { book, effort }));
  const height = whole(kv.get('host.height'));
  const empty = emptyInventory(input.label);
  return {
    ...empty,
    takenAt: input.takenAt,
    // Before versions were counted a kernel only noted that it was initialized.
    chain: { ...empty.chain, height, kernelSchema: whole(kv.get('version')) ?? 0 },
    currentZcf: readCurrentZcf(kv, zoeOf(vats), facts.caps, book),
    nextUpgradeID: whole(kv.get('vat.nextUpgradeID')),
    vats,
    terminated: terminated.toSorted(byVatNumber),
    sources: [{ kind: 'store', name: input.name, bytes: file.bytes, sha256: input.sha256 }],
    notes: book.all(),
  };
}

/** A number that leads out of a page is damage that no check of ours had foreseen. */
const asFault = (error: unknown): unknown =>
  error instanceof RangeError ? damaged('a number in it leads nowhere') : error;

/**
 * The inventory of a swing-store's database. Only the ranges of keys that it needs are read; nothing is written anywhere. Throws a
 * StoreFault with words for people when the file is something else, damaged, changing, or takes too long.
 */
export function readStore(input: StoreInput, limits: EffortLimits): Inventory {
  const effort = new Effort(limits);
  let store: Store | null = null;
  try {
    store = openStore(input.file, effort);
    const inventory = inventoryOf(store, input, effort);
    store.file.checkUnchanged();
    limits.onProgress(effort.progress);
    return inventory;
  } catch (error) {
    throw asFault(error);
  } finally {
    store?.file.close();
  }
}
