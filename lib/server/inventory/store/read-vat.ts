import {
  allFrom,
  type InventoryVat,
  type Kept,
  type TerminatedVat,
  VAT_FACTS,
} from '@/lib/inventory/inventory';
import type { NoteBook } from '@/lib/inventory/note-book';
import type { BundleCaps } from '@/lib/server/inventory/store/bundle-caps';
import type { CLists } from '@/lib/server/inventory/store/c-lists';
import { countKeys } from '@/lib/server/inventory/store/kv';
import type { CurrentSpan, Snapshots, Store } from '@/lib/server/inventory/store/store';
import { fieldsAt, isFields, text } from '@/lib/server/inventory/store/stored-json';

/** What was read of the store as a whole. */
export type StoreFacts = {
  readonly spans: ReadonlyMap<string, CurrentSpan>;
  readonly snapshots: Snapshots;
  readonly decided: ReadonlyMap<string, NonNullable<InventoryVat['decides']>>;
  readonly nodes: ReadonlyMap<string, string> | null;
  readonly caps: BundleCaps;
  readonly cLists: CLists;
};

const NONE: Kept<never> = { entries: [], total: 0 };
const isContractName = (name: string | null): boolean => name !== null && /^zcf(-|$)/.test(name);

function contractOf(vatID: string, name: string | null, { caps }: StoreFacts, book: NoteBook): string | null {
  const found = caps.contractOf(vatID, book);
  if (found === null || (!found.certain && !isContractName(name))) return null;
  if (!found.certain)
    book.add(
      vatID,
      'Which contract it runs is taken from the last bundle it was given; after a failed upgrade that may be ahead.',
    );
  return found.bundleID;
}

function optionsOf(vatID: string, { kv }: Store, book: NoteBook) {
  const options = fieldsAt(kv, `${vatID}.options`, book);
  const worker = isFields(options.workerOptions) ? options.workerOptions : {};
  const [lockdown, supervisor] = Array.isArray(worker.bundleIDs) ? worker.bundleIDs : [];
  return {
    name: text(options.name),
    // Vats of before this option was kept are not critical.
    critical: options.critical === true,
    // Old chains say `managerType` instead.
    worker: text(worker.type) ?? text(options.managerType),
    lockdownBundleID: text(lockdown),
    supervisorBundleID: text(supervisor),
  };
}

function holdersOf(vatID: string, { nodes, cLists }: StoreFacts): string[] | null {
  if (nodes === null) return null;
  const kref = nodes.get(vatID);
  return kref === undefined ? [] : cLists.importersOf(kref).map((importer) => importer.vatID);
}

type Listed = { readonly vatID: string; readonly kind: 'static' | 'dynamic' };

/** A live vat with everything that the store says of it; what was read and is not there is null with its source. */
export function readVat(
  { vatID, kind }: Listed,
  store: Store,
  facts: StoreFacts,
  book: NoteBook,
): InventoryVat {
  const options = optionsOf(vatID, store, book);
  const span = facts.spans.get(vatID) ?? null;
  const known = {
    vatID,
    kind,
    ...options,
    incarnation: span?.incarnation ?? null,
    bundleID: text(fieldsAt(store.kv, `${vatID}.source`, book).bundleID),
    contractBundleID: contractOf(vatID, options.name, facts, book),
    transcript: span && { startPos: span.startPos, endPos: span.endPos },
    snapshot: facts.snapshots.current.get(vatID) ?? null,
    clist: facts.cLists.counts.get(vatID) ?? null,
    adminNodeHolders: holdersOf(vatID, facts),
    decides: facts.decided.get(vatID) ?? NONE,
    ephemeralExports: facts.cLists.ephemeral.get(vatID) ?? NONE,
  };
  const read = Object.fromEntries(VAT_FACTS.map((fact) => [fact, store.source]));
  return { ...known, from: facts.nodes === null ? allFrom(known, store.source) : read };
}

/** A terminated vat and what the kernel has still to delete of it. */
export function readTerminated(
  vatID: string,
  store: Store,
  { snapshots }: Pick<StoreFacts, 'snapshots'>,
  book: NoteBook,
): TerminatedVat {
  return {
    vatID,
    name: optionsOf(vatID, store, book).name,
    left: {
      clist: countKeys(store.kv, `${vatID}.c.`),
      vatstore: countKeys(store.kv, `${vatID}.vs.`),
      snapshots: snapshots.counts.get(vatID) ?? 0,
      transcript: store.countItems(vatID),
    },
    from: store.source,
  };
}
