import { createHash } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { safeText } from '@/lib/inventory/safe-text';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { checkRole } from '@/lib/server/check-role';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { inventoriesFolder } from '@/lib/server/inventory/readings';

/** So long a reading may take (ms). */
const PATIENCE = 60 * 60 * 1000;

export type NewInventory = { readonly label: string; readonly name: string };
export type Imported = { readonly id: string; readonly state: 'reading' };
type Received = { readonly bytes: number; readonly sha256: string };

const tooLarge = (limit: number): ServerError =>
  new ServerError('too-large', `An uploaded store may have ${limit} bytes at most.`, {
    hint: 'Read it where it lies, `vatdeck inventory FILE --send`: only what is found is sent. The limit is MAX_STORE_BYTES in the environment of the server.',
  });

/** Writes a body to a file as it comes, and never holds more than a part of it. */
async function receive(
  body: ReadableStream<Uint8Array> | null,
  file: string,
  limit: number,
): Promise<Received> {
  const hash = createHash('sha256');
  const handle = await open(/*turbopackIgnore: true*/ file, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const part of body ?? []) {
      bytes += part.length;
      if (bytes > limit) throw tooLarge(limit);
      hash.update(part);
      await handle.writeFile(part);
    }
  } catch (error) {
    await rm(/*turbopackIgnore: true*/ file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Takes the bytes of a store, an inventory or a vat map, and begins to read them; answers before that is done. */
export async function importInventory(
  actor: Actor,
  request: Request,
  { label, name }: NewInventory,
): Promise<Imported> {
  checkRole(actor, 'keep-inventory');
  const { env, database, readings } = await instance();
  const folder = inventoriesFolder(env.dataDir);
  await mkdir(/*turbopackIgnore: true*/ folder, { recursive: true, mode: 0o700 });
  const id = crypto.randomUUID();
  const file = path.join(/*turbopackIgnore: true*/ folder, id);
  if (Number(request.headers.get('content-length') ?? 0) > env.maxStoreBytes)
    throw tooLarge(env.maxStoreBytes);
  const received = await receive(request.body, file, env.maxStoreBytes);
  const source = safeText(name === '' ? 'upload' : name);
  const title = safeText(label === '' ? source : label, 200);
  try {
    await database.prisma.$transaction(async (tx) => {
      await tx.inventory.create({ data: { id, label: title, state: 'reading', createdBy: actor.name } });
      await recordAudit(tx, {
        actor: actor.name,
        verb: 'import-inventory',
        subject: `inventory:${id}`,
        after: { label: title, name: source, ...received },
      });
    });
  } catch (error) {
    await rm(/*turbopackIgnore: true*/ file, { force: true });
    throw error;
  }
  const { sha256 } = received;
  readings.begin(id, {
    file,
    name: source,
    label: title,
    sha256,
    mostBytes: env.maxStoreBytes,
    patience: PATIENCE,
  });
  return { id, state: 'reading' };
}
