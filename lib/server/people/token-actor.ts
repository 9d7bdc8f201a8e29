import { rolesIn, rolesWithin } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import { sha256 } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';

type Headers = { get(name: string): string | null };

/** `lastUsedAt` is written at most this often (ms): a program that asks all day costs a row a minute. */
const USE_STEP = 60_000;

const refuse = (message: string): ServerError =>
  new ServerError('wrong-token', message, {
    hint: 'Make another under Settings, API tokens.',
    headers: { 'www-authenticate': 'Bearer' },
  });

/** The API token that a request brings, or null. */
export const apiToken = (headers: Headers): string | null =>
  /^Bearer (vdt_[\w-]{1,200})$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

/** Who acts by an API token: its owner by name, so that what they edited stays theirs, with the token's roles as far as they still have them. */
export async function tokenActor(secret: string): Promise<Actor> {
  const { prisma } = (await instance()).database;
  const token = await prisma.apiToken.findUnique({
    where: { hash: sha256(secret) },
    include: { person: true },
  });
  const now = new Date();
  if (!token) throw refuse('This API token is not known here.');
  if (token.revokedAt) throw refuse(`The API token "${token.label}" was revoked.`);
  if (token.expiresAt <= now) throw refuse(`The API token "${token.label}" expired.`);
  if (token.person.bannedAt) throw refuse(`The owner of the API token "${token.label}" is banned.`);
  const stale = new Date(now.getTime() - USE_STEP);
  if (token.lastUsedAt === null || token.lastUsedAt <= stale)
    await prisma.apiToken.updateMany({
      where: { id: token.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: stale } }] },
      data: { lastUsedAt: now },
    });
  const roles = rolesWithin(rolesIn(token.roles), rolesIn(token.person.roles));
  return { kind: 'token', id: token.id, name: token.person.name, roles };
}
