import { ENTRIES_KEPT, type EphemeralExport, type InventoryVat, type Kept } from '@/lib/inventory/inventory';
import type { NoteBook } from '@/lib/inventory/note-book';
import { type KeyView, type Kv, prefixRange } from '@/lib/server/inventory/store/kv';

/** So many exports of all vats are held in memory with their importers; the others are counted. */
const HELD = 500_000;
const LONGEST_VREF = 100;

type Importer = { readonly vatID: string; readonly reachable: boolean };
type Watched = { readonly owner: string; readonly importers: Importer[] };
export type CList = NonNullable<InventoryVat['clist']>;

export type CLists = {
  readonly counts: ReadonlyMap<string, CList>;
  readonly ephemeral: ReadonlyMap<string, Kept<EphemeralExport>>;
  /** Who imports an object of another vat, of those that were asked for. */
  readonly importersOf: (kref: string) => readonly Importer[];
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const rangesOf = (vatID: string) => ({
  exports: prefixRange(`${vatID}.c.o+`),
  krefs: prefixRange(`${vatID}.c.k`),
});

/** Objects of the vat that its next incarnation does not have: all but the root and durable ones. */
const isEphemeral = (vref: string): boolean => vref !== 'o+0' && !vref.startsWith('o+d');

const LETTER_O = 0x6f;
const LETTER_P = 0x70;
const LETTER_D = 0x64;

/** The number of `…ko123`, from its bytes: millions of keys need no text each. */
function numberAt({ bytes, end }: KeyView, from: number): number {
  let number = 0;
  for (let i = from; i < end; i += 1) number = number * 10 + ((bytes[i] ?? 0) - 48);
  return number;
}

class Reading {
  readonly counts = new Map<string, Mutable<CList>>();
  readonly ephemeral = new Map<string, { entries: EphemeralExport[]; total: number }>();
  readonly watched = new Map<number, Watched>();
  readonly #kv: Kv;
  readonly #book: NoteBook;
  #held = 0;

  constructor(kv: Kv, book: NoteBook) {
    this.#kv = kv;
    this.#book = book;
  }

  watch(owner: string, kref: string): Importer[] | null {
    if (!/^ko\d{1,15}$/.test(kref)) return null;
    const known = this.watched.get(Number(kref.slice(2)));
    if (known) return known.importers;
    const importers: Importer[] = [];
    this.watched.set(Number(kref.slice(2)), { owner, importers });
    return importers;
  }

  readExports(vatID: string): void {
    const counts = { objects: 0, promises: 0, devices: 0, exports: 0 };
    const kept = { entries: [] as EphemeralExport[], total: 0 };
    this.counts.set(vatID, counts);
    this.ephemeral.set(vatID, kept);
    const skip = Buffer.byteLength(`${vatID}.c.`);
    this.#kv.scan(rangesOf(vatID).exports, ({ bytes, start, end }, value) => {
      counts.exports += 1;
      // Durable ones are by far the most, and need no text.
      if (bytes[start + skip + 2] === LETTER_D) return;
      const vref = bytes.toString('latin1', start + skip, end);
      if (!isEphemeral(vref)) return;
      kept.total += 1;
      this.#keep(vatID, kept.entries, vref, value);
    });
  }

  #keep(vatID: string, entries: EphemeralExport[], vref: string, value: () => string | null): void {
    if (entries.length >= ENTRIES_KEPT || this.#held >= HELD) {
      if (this.#held === HELD)
        this.#book.add(vatID, 'Not all of its exports that an upgrade abandons are listed.');
      return;
    }
    const kref = value() ?? '';
    const importers =
      vref.length > LONGEST_VREF || !/^o\+[\w/:.+-]+$/.test(vref) ? null : this.watch(vatID, kref);
    if (importers === null) {
      this.#book.add(vatID, 'An entry of its c-list is odd and was left out.');
      return;
    }
    this.#held += 1;
    entries.push({ vref, kref, importers });
  }

  readKrefs(vatID: string): void {
    const counts = this.counts.get(vatID);
    const skip = Buffer.byteLength(`${vatID}.c.k`);
    this.#kv.scan(rangesOf(vatID).krefs, (key, value) => {
      const kind = key.bytes[key.start + skip];
      if (counts && kind === LETTER_P) counts.promises += 1;
      else if (counts && kind === LETTER_D) counts.devices += 1;
      if (kind !== LETTER_O) return;
      if (counts) counts.objects += 1;
      const watched = this.watched.get(numberAt(key, key.start + skip + 1));
      if (!watched || watched.owner === vatID) return;
      watched.importers.push({ vatID, reachable: (value() ?? '').startsWith('R') });
    });
  }
}

export type CListWish = {
  /** Vats whose c-lists are counted. */
  readonly vatIDs: readonly string[];
  /** Further objects whose importers are wanted, by their kernel's names. */
  readonly krefs: readonly { readonly owner: string; readonly kref: string }[];
};

/** The ranges that `readCLists` goes through, for those who want to know how much that is. */
export const cListRanges = (vatIDs: readonly string[]) =>
  vatIDs.flatMap((vatID) => {
    const { exports, krefs } = rangesOf(vatID);
    return [exports, krefs];
  });

/**
 * Goes through the c-lists twice: once over what vats export, for what would be abandoned, and once over all kernel objects for who
 * imports those. Reads the index alone; a value only of an object that matters. Memory grows with what is abandoned, not with c-lists.
 */
export function readCLists(kv: Kv, { vatIDs, krefs }: CListWish, book: NoteBook): CLists {
  const reading = new Reading(kv, book);
  for (const { owner, kref } of krefs) reading.watch(owner, kref);
  for (const vatID of vatIDs) reading.readExports(vatID);
  for (const vatID of vatIDs) reading.readKrefs(vatID);
  return {
    counts: reading.counts,
    ephemeral: reading.ephemeral,
    importersOf: (kref) => reading.watched.get(Number(kref.slice(2)))?.importers ?? [],
  };
}
