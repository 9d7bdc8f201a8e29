import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What session cookies are signed with: the environment's, or one of this data folder that only its owner reads. */
export function authSecret(given: string | null, dataDir: string): string {
  if (given !== null) return given;
  const file = path.join(/*turbopackIgnore: true*/ dataDir, 'auth-secret');
  if (!existsSync(file)) {
    // Whole or not at all: half a secret would sign out everybody at the next start.
    const next = `${file}.${process.pid}`;
    writeFileSync(next, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true });
    renameSync(next, file);
  }
  return readFileSync(file, 'utf8');
}

/**
 * What the names of this server's cookies begin with. Browsers keep cookies by host, whatever the port: two servers on one host would
 * sign each other's people out. Those that share a secret share their sessions, and so the names.
 */
export const cookiePrefix = (secret: string): string =>
  `vatdeck-${createHash('sha256').update(`names of cookies\0${secret}`).digest('hex').slice(0, 8)}`;
