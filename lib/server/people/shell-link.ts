import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Database } from '@/lib/server/db/open-database';
import { newSecret } from '@/lib/server/people/secret';

/**
 * Who can write into the data folder is master of this server anyway. So a lock-out ends there: the shell leaves the hash of a link
 * in a file, and the server, which alone may open the embedded database, takes it from there when somebody comes with the link.
 */
const fileOf = (dataDir: string): string => path.join(/*turbopackIgnore: true*/ dataDir, 'admin-link.json');

const LASTS = 3_600_000;

const shape = z.object({ hash: z.string().length(64), expiresAt: z.number() });

/** Leaves a link that makes an admin; its secret is in the answer and nowhere else. Throws when the folder cannot be written. */
export function leaveAdminLink(dataDir: string, now: number): { secret: string; expiresAt: number } {
  const { secret, hash } = newSecret('vdl_');
  const expiresAt = now + LASTS;
  const file = fileOf(dataDir);
  const next = `${file}.${process.pid}`;
  writeFileSync(next, JSON.stringify({ hash, expiresAt }), { mode: 0o600, flush: true });
  renameSync(next, file);
  return { secret, expiresAt };
}

function readLink(file: string): z.infer<typeof shape> | null {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Puts a link that the shell left into the database, once. */
export async function takeAdminLink({ prisma }: Database, dataDir: string): Promise<void> {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return;
  const left = readLink(file);
  if (left) {
    const data = {
      kind: 'first-admin',
      roles: ['admin'],
      hash: left.hash,
      createdBy: 'shell',
      expiresAt: new Date(left.expiresAt),
    };
    await prisma.oneTimeLink.createMany({ data, skipDuplicates: true });
  }
  rmSync(file, { force: true });
}
