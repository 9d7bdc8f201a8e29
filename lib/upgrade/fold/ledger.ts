/**
 * A list whose items change in place while the log is folded, and of which readers get copies: an item that was not touched
 * since the last look is the same object as then, so that a difference can be found by reference.
 */
export type Ledger<T> = { items: T[]; touched: Set<number>; view: T[] };

export const newLedger = <T>(items: T[] = []): Ledger<T> => ({
  items,
  touched: new Set(items.keys()),
  view: [],
});

export function append<T>(ledger: Ledger<T>, item: T): number {
  const index = ledger.items.push(item) - 1;
  ledger.touched.add(index);
  return index;
}

/** The item, to be changed in place; null for no index. */
export function edit<T>(ledger: Ledger<T>, index: number | null): T | null {
  const item = index === null ? undefined : ledger.items[index];
  if (item === undefined || index === null) return null;
  ledger.touched.add(index);
  return item;
}

export const peek = <T>(ledger: Ledger<T>, index: number | null): T | null =>
  index === null ? null : (ledger.items[index] ?? null);

/** Takes items out; every later item moves, so all are seen as changed. */
export function removeWhere<T>(ledger: Ledger<T>, gone: (item: T) => boolean): void {
  if (!ledger.items.some(gone)) return;
  ledger.items = ledger.items.filter((item) => !gone(item));
  ledger.view = ledger.view.slice(0, ledger.items.length);
  ledger.touched = new Set(ledger.items.keys());
}

/** The items as readers may keep them; the same array while nothing was touched. `copy` is null when nothing will change any more. */
export function viewOf<T>(ledger: Ledger<T>, copy: ((item: T) => T) | null): T[] {
  if (ledger.touched.size === 0) return ledger.view;
  const view = ledger.view.slice();
  for (const index of ledger.touched) {
    const item = ledger.items[index];
    if (item !== undefined) view[index] = copy ? copy(item) : item;
  }
  ledger.touched.clear();
  ledger.view = view;
  return view;
}
