import type { InventoryVat } from '@/lib/inventory/inventory';
import type { Effort } from '@/lib/server/inventory/store/effort';
import type { Store } from '@/lib/server/inventory/store/open-store';
import { isVatId, whole } from '@/lib/server/inventory/store/stored-json';

export type CurrentSpan = {
  readonly startPos: number;
  readonly endPos: number;
  readonly incarnation: number | null;
};

/** The current transcript span of each vat, the only place where its incarnation stands. */
export function readSpans({ spans: { stored, at }, file }: Store, effort: Effort): Map<string, CurrentSpan> {
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

export type Snapshots = {
  readonly current: ReadonlyMap<string, NonNullable<InventoryVat['snapshot']>>;
  /** How many each vat has, old ones included. */
  readonly counts: ReadonlyMap<string, number>;
};

/** The snapshot in use of each vat; the snapshots themselves are not read. */
export function readSnapshots({ snapshots: { stored, at }, file }: Store, effort: Effort): Snapshots {
  const [vat = 0, position = 0, inUse = 0, plain = 0, packed = 0] = at;
  const current = new Map<string, NonNullable<InventoryVat['snapshot']>>();
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
export function countItems({ items, file }: Store, vatID: string, effort: Effort): number {
  const { key } = items.stored;
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
