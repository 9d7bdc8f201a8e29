import type { InventoryVat } from '@/lib/inventory/inventory';
import type { NoteBook } from '@/lib/inventory/note-book';
import type { Kv } from '@/lib/server/inventory/store/kv';

/** The current transcript span of a vat, the only place where its incarnation stands. */
export type CurrentSpan = {
  readonly startPos: number;
  readonly endPos: number;
  readonly incarnation: number | null;
};

export type CurrentSnapshot = NonNullable<InventoryVat['snapshot']>;

export type Snapshots = {
  readonly current: ReadonlyMap<string, CurrentSnapshot>;
  /** How many each vat has, old ones included. */
  readonly counts: ReadonlyMap<string, number>;
};

/** What an inventory asks of a swing-store, be it a database or an export of one. */
export type Store = {
  readonly source: 'store' | 'export';
  readonly bytes: number;
  readonly kv: Kv;
  /** The last block that was committed. */
  readonly height: number | null;
  readonly spans: () => ReadonlyMap<string, CurrentSpan>;
  readonly snapshots: () => Snapshots;
  /** How many transcript items of a vat are kept; null when it does not tell. */
  readonly countItems: (vatID: string) => number | null;
  /** Notes what people should know of how complete it is. */
  readonly note: (book: NoteBook) => void;
  /** Throws when it was written to meanwhile. */
  readonly checkUnchanged: () => void;
  readonly close: () => void;
};
