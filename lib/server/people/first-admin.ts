import type { Instance } from '@/lib/server/instance';
import { linkUrl } from '@/lib/server/people/link-url';
import { makeLink } from '@/lib/server/people/one-time-link';

const DAY = 86_400_000;

/** The words of the start while nobody is admin: a link that makes the first one. Null when there is an admin. */
export async function firstAdminWords({
  database,
  env,
}: Pick<Instance, 'database' | 'env'>): Promise<string | null> {
  const { prisma } = database;
  const admins = await prisma.person.count({ where: { roles: { has: 'admin' }, bannedAt: null } });
  if (admins > 0) return null;
  const { secret } = await prisma.$transaction(async (tx) => {
    // The one that an earlier start printed may be in somebody's scrollback.
    const open = { kind: 'first-admin', createdBy: 'start', usedAt: null, revokedAt: null };
    await tx.oneTimeLink.updateMany({ where: open, data: { revokedAt: new Date() } });
    return makeLink(tx, { kind: 'first-admin', roles: ['admin'], createdBy: 'start' });
  });
  const url = linkUrl(env.auth.baseUrl ?? env.url, secret);
  return `Nobody is admin yet. This link makes the first one; it works once, within 24 hours:\n  ${url}`;
}

/** Forgets what is over: sessions and sign-ins that expired, and tries that no longer count. */
export async function tidyPeople({ database }: Pick<Instance, 'database'>): Promise<void> {
  const over = { expiresAt: { lt: new Date() } };
  await database.prisma.session.deleteMany({ where: over });
  await database.prisma.verification.deleteMany({ where: over });
  await database.prisma.rateLimit.deleteMany({ where: { lastRequest: { lt: Date.now() - DAY } } });
}
