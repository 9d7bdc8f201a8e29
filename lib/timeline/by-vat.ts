/** An item and its place in its list. */
export type Placed<T> = { readonly item: T; readonly index: number };

/** Finds the items that speak of a vat, in their order. A list is read once, however many vats are asked for. */
export function makeByVat<T>(
  vatsOf: (item: T) => readonly (string | null)[],
): (items: readonly T[], vatID: string) => readonly Placed<T>[] {
  const known = new WeakMap<readonly T[], Map<string, Placed<T>[]>>();
  return (items, vatID) => {
    const found = known.get(items) ?? gather(items, vatsOf);
    known.set(items, found);
    return found.get(vatID) ?? [];
  };
}

function gather<T>(
  items: readonly T[],
  vatsOf: (item: T) => readonly (string | null)[],
): Map<string, Placed<T>[]> {
  const byVat = new Map<string, Placed<T>[]>();
  for (const [index, item] of items.entries())
    for (const vatID of new Set(vatsOf(item))) {
      if (vatID === null) continue;
      const list = byVat.get(vatID) ?? [];
      byVat.set(vatID, list);
      list.push({ item, index });
    }
  return byVat;
}
