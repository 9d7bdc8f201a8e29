import type { OneTimeLink } from '@/lib/generated/prisma/client';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound } from '@/lib/server/errors';
import { spendLink } from '@/lib/server/people/one-time-link';

/** Writes a person's password and ends all their sessions. */
export async function writePassword(tx: Tx, personId: string, hash: string): Promise<void> {
  const key = { providerId: 'credential', accountId: personId };
  await tx.account.upsert({
    where: { providerId_accountId: key },
    create: { ...key, userId: personId, password: hash },
    update: { password: hash },
  });
  await tx.session.deleteMany({ where: { userId: personId } });
}

/** Sets the password of the person whom a reset link is for; answers their address. */
export async function setPassword(tx: Tx, link: OneTimeLink, hash: string): Promise<string> {
  const person = await tx.person.findUnique({ where: { id: link.personId ?? '' } });
  if (!person) throw notFound('person of this link');
  await spendLink(tx, link, person.name);
  await writePassword(tx, person.id, hash);
  const subject = `person:${person.id}`;
  await recordAudit(tx, {
    actor: person.name,
    verb: 'reset-password',
    subject,
    after: { linkBy: link.createdBy },
  });
  return person.email;
}
