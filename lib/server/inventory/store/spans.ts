import type { PageFile } from '@/lib/server/inventory/sqlite/page-file';
import type { StoredTable } from '@/lib/server/inventory/sqlite/schema';
import type { Effort } from '@/lib/server/inventory/store/effort';
import type { CurrentSnapshot, CurrentSpan, Snapshots } from '@/lib/server/inventory/store/store';
import { isVatId, whole } from '@/lib/server/inventory/store/stored-json';

/** A table and the places of the columns that are read of it. */
export type FoundTable = { readonly stored: StoredTable; readonly at: readonly number[] };
type Reading = { readonly file: PageFile; readonly effort: Effort };

/** The current transcript span of each vat: columns vatID, startPos, endPos, isCurrent, incarnation. */
export function readSpans({ stored, at }: FoundTable, { file, effort }: Reading): Map<string, CurrentSpan> {
  const [vat = 0, start = 0, end = 0, current = 0, incarnation = 0] = at;
  const spans = new Map<string, CurrentSpan>();
  stored.rows.scan(
    (row) => {
      const vatID = row(vat);
      if (row(current) !== 1 || !isVatId(vatID)) return;
      const [startPos, endPos] = [whole(row(start)), whole(row(end))];
      if (startPos !== null && endPos !== null)
        spans.set(vatID, { startPos, endPos, incarnation: whole(row(incarnation)) });
    },
    () => effort.page(file.pageSize),
  );
  return spans;
}

/** The snapshot in use of each vat (columns vatID, snapPos, inUse, uncompressedSize, compressedSize); the snapshots themselves are not read. */
export function readSnapshots({ stored, at }: FoundTable, { file, effort }: Reading): Snapshots {
  const [vat = 0, position = 0, inUse = 0, plain = 0, packed = 0] = at;
  const current = new Map<string, CurrentSnapshot>();
  const counts = new Map<string, number>();
  stored.rows.scan(
    (row) => {
      const vatID = row(vat);
      if (!isVatId(vatID)) return;
      counts.set(vatID, (counts.get(vatID) ?? 0) + 1);
      const pos = whole(row(position));
      if (row(inUse) !== 1 || pos === null) return;
      current.set(vatID, { pos, uncompressed: whole(row(plain)), compressed: whole(row(packed)) });
    },
    () => effort.page(file.pageSize),
  );
  return { current, counts };
}

/** How many transcript items of a vat are kept. */
export function countItems(
  { stored: { key } }: FoundTable,
  vatID: string,
  { file, effort }: Reading,
): number {
  if (!key) return 0;
  let count = 0;
  const from = Buffer.from(vatID);
  key.scan(
    { from, to: Buffer.concat([from, Buffer.from([0])]) },
    () => {
      effort.key();
      count += 1;
      return true;
    },
    () => effort.page(file.pageSize),
  );
  return count;
}
