import type { NoteBook } from '@/lib/inventory/note-book';
import { safeText } from '@/lib/inventory/safe-text';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { Kv } from '@/lib/server/inventory/store/kv';
import { isVatId, jsonAt } from '@/lib/server/inventory/store/stored-json';

/** Which vats the kernel lists, each in one list. */
export type VatLists = {
  readonly live: readonly { readonly vatID: string; readonly kind: 'static' | 'dynamic' }[];
  readonly terminated: readonly string[];
};

const MOST_VATS = 20_000;

function listAt(kv: Kv, key: string, book: NoteBook): unknown[] {
  const value = jsonAt(kv, key, book);
  if (value !== null && !Array.isArray(value))
    book.add(key, `${key} is no list; what it names is not known.`);
  const list = Array.isArray(value) ? value : [];
  if (list.length > MOST_VATS)
    throw new StoreFault(`${key} names ${list.length} vats; no chain has so many.`);
  return list;
}

function idsAt(kv: Kv, key: string, book: NoteBook): string[] {
  const list = listAt(kv, key, book);
  const ids = list.filter(isVatId);
  if (ids.length < list.length)
    book.add(key, `${list.length - ids.length} entries of ${key} are no vat ids.`);
  return ids;
}

function staticIds(kv: Kv, book: NoteBook): string[] {
  return listAt(kv, 'vat.names', book).flatMap((name) => {
    const id = typeof name === 'string' ? kv.get(`vat.name.${name}`) : null;
    if (isVatId(id)) return [id];
    book.add('vat.names', `The static vat “${safeText(String(name))}” has no id.`);
    return [];
  });
}

/** The vats of the kernel's three lists; one that stands in several counts as what it is named first: terminated, static, dynamic. */
export function readVatLists(kv: Kv, book: NoteBook): VatLists {
  const seen = new Set<string>();
  const fresh = (list: string, ids: readonly string[]): string[] =>
    ids.filter((id) => {
      if (seen.has(id)) book.add(list, `${list} names ${id}, which was named before.`);
      const isFresh = !seen.has(id);
      seen.add(id);
      return isFresh;
    });
  const terminated = fresh('vats.terminated', idsAt(kv, 'vats.terminated', book));
  const fixed = fresh('vat.names', staticIds(kv, book));
  const dynamic = fresh('vat.dynamicIDs', idsAt(kv, 'vat.dynamicIDs', book));
  if (fixed.length + dynamic.length === 0)
    throw new StoreFault('It is a swing-store without vats: no kernel has been started on it yet.');
  return {
    terminated,
    live: [
      ...fixed.map((vatID) => ({ vatID, kind: 'static' as const })),
      ...dynamic.map((vatID) => ({ vatID, kind: 'dynamic' as const })),
    ],
  };
}
