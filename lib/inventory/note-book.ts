import type { InventoryNote } from '@/lib/inventory/inventory';

const NOTES_KEPT = 200;

export type NoteBook = {
  readonly add: (where: string, message: string) => void;
  readonly all: () => InventoryNote[];
};

/** Collects notes: the same message about `vats[3].x` and `vats[4].x` is one, with its count, and what is beyond 200 is counted. */
export function noteBook(): NoteBook {
  const kept = new Map<string, { readonly where: string; readonly message: string; count: number }>();
  let more = 0;
  const add = (where: string, message: string): void => {
    const key = `${where.replace(/\[\d+\]|\bv\d+\b/g, '[]')} ${message}`;
    const known = kept.get(key);
    if (known) known.count += 1;
    else if (kept.size < NOTES_KEPT) kept.set(key, { where, message, count: 1 });
    else more += 1;
  };
  const all = (): InventoryNote[] => {
    const notes = [...kept.values()].map(({ where, message, count }) => ({
      where,
      message: count === 1 ? message : `${message} And ${count - 1} more of this kind.`,
    }));
    return more === 0 ? notes : [...notes, { where: 'notes', message: `${more} more are not listed.` }];
  };
  return { add, all };
}
