import { hashPassword, verifyPassword } from 'better-auth/crypto';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { countAttempt, forgetAttempts } from '@/lib/server/people/attempts';
import type { PasswordBody } from '@/lib/server/people/people-body';
import { writePassword } from '@/lib/server/people/set-password';
import { startSession } from '@/lib/server/people/sign-in';

async function checkCurrent(personId: string, password: string): Promise<void> {
  const { prisma } = (await instance()).database;
  const account = await prisma.account.findFirst({ where: { userId: personId, providerId: 'credential' } });
  if (!account?.password)
    throw new ServerError('conflict', 'You sign in through a provider and have no password here.');
  await countAttempt('password of', personId);
  if (await verifyPassword({ hash: account.password, password })) return;
  throw new ServerError('forbidden', 'This is not your password.');
}

/** Changes the actor's own password: every session of theirs ends, and this browser gets a new one. */
export async function changePassword(
  headers: globalThis.Headers,
  actor: Actor,
  { current, next }: PasswordBody,
): Promise<Response> {
  await checkCurrent(actor.id, current);
  const hash = await hashPassword(next);
  const { prisma } = (await instance()).database;
  const { email } = await prisma.$transaction(async (tx) => {
    await writePassword(tx, actor.id, hash);
    await recordAudit(tx, { actor: actor.name, verb: 'change-password', subject: `person:${actor.id}` });
    return tx.person.findUniqueOrThrow({ where: { id: actor.id } });
  });
  await forgetAttempts('password of', actor.id);
  return startSession(headers, email, next);
}
