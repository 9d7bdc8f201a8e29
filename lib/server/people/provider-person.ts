import { APIError } from 'better-auth/api';
import { err, ok, type Result } from '@/lib/base/result';
import type { PrismaClient } from '@/lib/generated/prisma/client';
import { nameFrom, nameKey } from '@/lib/people/name';
import { type Role, rolesIn } from '@/lib/people/role';
import { recordAudit } from '@/lib/server/audit';

type ProviderUser = { readonly email?: unknown; readonly emailVerified?: unknown; readonly name?: unknown };

type Admission = { readonly roles: readonly Role[]; readonly linkId: string | null };

const addressOf = ({ email }: ProviderUser): string => (typeof email === 'string' ? email.toLowerCase() : '');

const openInvitation = (email: string) => ({
  email,
  kind: 'invite',
  usedAt: null,
  revokedAt: null,
  expiresAt: { gt: new Date() },
});

/**
 * What somebody new whom a provider vouches for may be here: what an invitation of that address says, or a viewer of an allowed
 * domain. The error is the word that the sign-in page explains.
 */
export async function admission(
  prisma: Pick<PrismaClient, 'oneTimeLink'>,
  allowedDomains: readonly string[],
  user: ProviderUser,
): Promise<Result<Admission>> {
  const email = addressOf(user);
  // An address that the provider did not check may be anybody's.
  if (email === '' || user.emailVerified !== true) return err('address-not-verified');
  const link = await prisma.oneTimeLink.findFirst({
    where: openInvitation(email),
    orderBy: { createdAt: 'desc' },
  });
  if (link) return ok({ roles: rolesIn(link.roles), linkId: link.id });
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return allowedDomains.includes(domain) ? ok({ roles: ['viewer'], linkId: null }) : err('not-invited');
}

/** The name that a provider gives, or the next like it that nobody has. */
async function freeName(prisma: PrismaClient, said: string): Promise<string> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const name = nameFrom(said, attempt);
    const taken = await prisma.person.findUnique({ where: { nameKey: nameKey(name) }, select: { id: true } });
    if (!taken) return name;
  }
  throw new Error(`No free name like "${said}".`);
}

/** The row of somebody new who came through a provider; refuses whom nobody asked here. */
export async function makeProviderPerson(
  prisma: PrismaClient,
  allowedDomains: readonly string[],
  user: ProviderUser,
): Promise<{ name: string; nameKey: string; email: string; roles: Role[] }> {
  const admitted = await admission(prisma, allowedDomains, user);
  if (!admitted.ok) throw new APIError('FORBIDDEN', { code: admitted.error, message: admitted.error });
  const email = addressOf(user);
  const said = typeof user.name === 'string' && user.name.trim() !== '' ? user.name : email;
  const name = await freeName(prisma, said);
  return { name, nameKey: nameKey(name), email, roles: [...admitted.value.roles] };
}

/** Takes the invitation of somebody who came through a provider, and records that they came. */
export async function spendInvitation(
  prisma: PrismaClient,
  { email, name, id }: { email: string; name: string; id: string },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { roles } = await tx.person.findUniqueOrThrow({ where: { id }, select: { roles: true } });
    await tx.oneTimeLink.updateMany({
      where: openInvitation(email),
      data: { usedAt: new Date(), usedBy: name },
    });
    await recordAudit(tx, {
      actor: name,
      verb: 'join',
      subject: `person:${id}`,
      after: { name, email, roles },
    });
  });
}

/** Whoever is banned gets no session, by whichever way they came. */
export async function refuseBanned(prisma: PrismaClient, personId: string): Promise<void> {
  const person = await prisma.person.findUnique({ where: { id: personId }, select: { bannedAt: true } });
  if (person?.bannedAt) throw new APIError('FORBIDDEN', { code: 'banned', message: 'banned' });
}
