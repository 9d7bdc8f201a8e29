import type { Inventory } from '@/lib/inventory/inventory';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { storedInventory } from '@/lib/server/inventory/stored-inventory';

type Made = {
  readonly inventory: Inventory;
  readonly verb: 'learn-inventory' | 'merge-inventories';
  /** What it was made of, for the audit. */
  readonly of: Readonly<Record<string, string>>;
};

/** Keeps an inventory that was made of what is here already, with its audit row. */
export async function keepMade(tx: Tx, actor: Actor, { inventory, verb, of }: Made): Promise<{ id: string }> {
  const { text, sources, takenAt, ...row } = storedInventory(inventory);
  const data = {
    ...row,
    state: 'ready',
    takenAt: takenAt === null ? null : new Date(takenAt),
    content: JSON.parse(text),
    sources: JSON.parse(sources),
    createdBy: actor.name,
  };
  const { id } = await tx.inventory.create({ data, select: { id: true } });
  await recordAudit(tx, {
    actor: actor.name,
    verb,
    subject: `inventory:${id}`,
    after: { label: row.label, ...of, vats: row.vats },
  });
  return { id };
}
