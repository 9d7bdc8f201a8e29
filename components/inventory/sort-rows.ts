/** What a column is sorted by; null, not known, stands last whichever way. */
export type SortValue = string | number | null;

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: SortValue, b: SortValue, way: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return way * (typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b)));
}

/** Rows sorted as the address says it: `name` or `-name`; a column that is none leaves them as they are. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly { readonly name: string; readonly by: (row: T) => SortValue }[],
  sort: string,
): readonly T[] {
  const column = columns.find(({ name }) => name === sort.replace(/^-/, ''));
  if (!column) return rows;
  const way = sort.startsWith('-') ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.by(row) }))
    .toSorted((a, b) => compare(a.value, b.value, way))
    .map(({ row }) => row);
}
