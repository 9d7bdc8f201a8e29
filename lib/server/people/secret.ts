import { randomBytes } from 'node:crypto';
import { sha256 } from '@/lib/server/digest';

export type Secret = { readonly secret: string; readonly hash: string };

/** A new secret that tells by its beginning what it is for; only its hash is kept. 256 random bits need no salt. */
export function newSecret(prefix: 'vdt_' | 'vdl_'): Secret {
  const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { secret, hash: sha256(secret) };
}
