import { z } from 'zod';
import { type BuiltBundles, type BundleFile, parseBuiltBundles } from '@/lib/inventory/built-bundles';
import { driftOf } from '@/lib/inventory/drift';
import type { Inventory } from '@/lib/inventory/inventory';
import type { DriftView } from '@/lib/inventory/inventory-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { fetchInventory } from '@/lib/server/inventory/inventory-rows';

const MOST_FILES = 200;
const file = z.object({ name: z.string().max(500), text: z.string() });

export const bundlesBody = z.object({ files: z.array(file).min(1).max(MOST_FILES) });
const storedFiles = z.array(file);

const view = (inventory: Inventory, files: readonly BundleFile[], built: BuiltBundles): DriftView => ({
  drift: driftOf(inventory, built),
  bundles: built.bundles.length,
  files: files.map(({ name }) => name),
  notes: built.notes,
});

/** Keeps what a branch builds with an inventory, in place of what was kept before, and says what is behind it. */
export async function giveBundles(
  actor: Actor,
  id: string,
  files: readonly BundleFile[],
): Promise<DriftView> {
  checkRole(actor, 'keep-inventory');
  const built = parseBuiltBundles(files);
  if (!built.ok) throw new ServerError('bad-input', built.error, { hint: 'Nothing was kept.' });
  // What the database cannot hold is no part of an id or a name.
  const kept = files.map(({ name, text }) => ({
    name: name.replaceAll('\0', ''),
    text: text.replaceAll('\0', ''),
  }));
  const { prisma } = (await instance()).database;
  return prisma.$transaction(async (tx) => {
    const inventory = await fetchInventory(tx, id);
    await tx.inventory.update({ where: { id }, data: { built: kept } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'give-bundles',
      subject: `inventory:${id}`,
      after: { files: kept.map(({ name }) => name), bundles: built.value.bundles.length },
    });
    return view(inventory, kept, built.value);
  });
}

/** The inventory against the bundles that were given last. */
export async function readDrift(_actor: Actor, id: string): Promise<DriftView> {
  const { prisma } = (await instance()).database;
  const row = await prisma.inventory.findUnique({ where: { id }, select: { built: true } });
  if (!row) throw notFound(`inventory ${id}`);
  const files = storedFiles.safeParse(row.built);
  if (!files.success) return { drift: null, bundles: 0, files: [], notes: [] };
  const built = parseBuiltBundles(files.data);
  if (!built.ok) throw new Error(`The bundles kept with the inventory ${id} are damaged: ${built.error}`);
  return view(await fetchInventory(prisma, id), files.data, built.value);
}
