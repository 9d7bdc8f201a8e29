import type { ApiToken } from '@/lib/generated/prisma/client';
import type { NewTokenView, TokenView } from '@/lib/people/person-view';
import { rolesIn, rolesWithin, sayRoles } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import type { NewToken } from '@/lib/server/people/people-body';
import { newSecret } from '@/lib/server/people/secret';

const DAY = 86_400_000;

const tokenView = (row: ApiToken): TokenView => ({
  id: row.id,
  label: row.label,
  starts: row.starts,
  roles: rolesIn(row.roles),
  createdAt: row.createdAt.getTime(),
  expiresAt: row.expiresAt.getTime(),
  lastUsedAt: row.lastUsedAt?.getTime() ?? null,
  revokedAt: row.revokedAt?.getTime() ?? null,
});

/** The actor's own API tokens, the newest first. */
export async function listTokens(actor: Actor): Promise<TokenView[]> {
  const { prisma } = (await instance()).database;
  const rows = await prisma.apiToken.findMany({
    where: { personId: actor.id },
    orderBy: { createdAt: 'desc' },
  });
  return rows.map(tokenView);
}

/** Makes an API token with at most the roles of its owner; the answer is the only place where the secret stands. */
export async function makeToken(actor: Actor, { label, roles, days }: NewToken): Promise<NewTokenView> {
  const missing = roles.filter((role) => rolesWithin([role], actor.roles).length === 0);
  if (missing.length > 0)
    throw new ServerError(
      'forbidden',
      `A token has at most your own roles; you are not ${sayRoles(missing, 'or')}.`,
    );
  const { secret, hash } = newSecret('vdt_');
  const expiresAt = new Date(Date.now() + days * DAY);
  const data = { personId: actor.id, label, hash, starts: secret.slice(0, 10), roles: [...roles], expiresAt };
  const { prisma } = (await instance()).database;
  const row = await prisma.$transaction(async (tx) => {
    const made = await tx.apiToken.create({ data });
    const after = { label, roles: [...roles], expiresAt: expiresAt.toISOString() };
    await recordAudit(tx, { actor: actor.name, verb: 'make-token', subject: `token:${made.id}`, after });
    return made;
  });
  return { ...tokenView(row), secret };
}

/** Revokes one of the actor's own tokens, at once. */
export async function revokeToken(actor: Actor, tokenId: string): Promise<void> {
  const { prisma } = (await instance()).database;
  await prisma.$transaction(async (tx) => {
    const where = { id: tokenId, personId: actor.id, revokedAt: null };
    const { count } = await tx.apiToken.updateMany({ where, data: { revokedAt: new Date() } });
    if (count === 0) throw notFound(`API token ${tokenId} of yours`);
    await recordAudit(tx, { actor: actor.name, verb: 'revoke-token', subject: `token:${tokenId}` });
  });
}
