import type { Prisma } from '@/lib/generated/prisma/client';
import type { Inventory, InventorySource } from '@/lib/inventory/inventory';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound, ServerError } from '@/lib/server/errors';

/** A row without its documents. */
export const withoutContent = { content: true, built: true } as const satisfies Prisma.InventoryOmit;
type Row = Prisma.InventoryGetPayload<{ omit: typeof withoutContent }>;

const STATES: readonly InventoryRow['state'][] = ['reading', 'ready', 'failed'];

const isSource = (value: unknown): value is InventorySource =>
  typeof value === 'object' && value !== null && 'kind' in value && 'name' in value;

/** An inventory as lists show it. */
export const inventoryRow = (row: Row): InventoryRow => ({
  id: row.id,
  label: row.label,
  state: STATES.find((state) => state === row.state) ?? 'failed',
  chainId: row.chainId,
  height: row.height === null ? null : Number(row.height),
  vats: row.vats,
  terminated: row.terminated,
  takenAt: row.takenAt?.getTime() ?? null,
  createdAt: row.createdAt.getTime(),
  createdBy: row.createdBy,
  sources: Array.isArray(row.sources) ? row.sources.filter(isSource) : [],
});

/** The content of an inventory, read again: a row that somebody edited by hand must not pass for one. */
export async function fetchInventory(tx: Tx, id: string): Promise<Inventory> {
  const row = await tx.inventory.findUnique({
    where: { id },
    select: { label: true, state: true, content: true },
  });
  if (!row) throw notFound(`inventory ${id}`);
  if (row.state !== 'ready')
    throw new ServerError(
      'conflict',
      `The inventory “${row.label}” is ${row.state === 'reading' ? 'still being read' : 'not readable'}.`,
    );
  const parsed = parseInventory(row.content);
  if (!parsed.ok) throw new Error(`The stored inventory ${id} is damaged: ${parsed.error}`);
  return { ...parsed.value, label: row.label };
}
