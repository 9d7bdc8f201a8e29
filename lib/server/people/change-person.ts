import type { Person } from '@/lib/generated/prisma/client';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import type { PersonChange } from '@/lib/server/people/people-body';

/** One change of people at a time, at all servers: two admins who demote each other at once must meet. */
const LOCK = 72_707_370;

const isAdmin = ({ roles, bannedAt }: Pick<Person, 'roles' | 'bannedAt'>): boolean =>
  roles.includes('admin') && bannedAt === null;

async function keepAnAdmin(tx: Tx, before: Person, after: Pick<Person, 'roles' | 'bannedAt'>): Promise<void> {
  if (!isAdmin(before) || isAdmin(after)) return;
  const where = { roles: { has: 'admin' }, bannedAt: null, id: { not: before.id } };
  if ((await tx.person.count({ where })) > 0) return;
  throw new ServerError(
    'conflict',
    `${before.name} is the last admin; somebody must stay who can let people in.`,
    {
      hint: 'Make somebody else admin first.',
    },
  );
}

const said = ({ roles, banReason, bannedAt }: Pick<Person, 'roles' | 'banReason' | 'bannedAt'>) => ({
  roles,
  banned: bannedAt === null ? null : banReason,
});

function changed(
  person: Person,
  { roles, ban }: PersonChange,
): Pick<Person, 'roles' | 'bannedAt' | 'banReason'> {
  const { bannedAt, banReason } = person;
  const kept = { bannedAt, banReason };
  const banned = ban
    ? { bannedAt: bannedAt ?? new Date(), banReason: ban.reason }
    : { bannedAt: null, banReason: null };
  return { roles: roles ? [...roles] : person.roles, ...(ban === undefined ? kept : banned) };
}

/** Changes roles or a ban. The person's sessions end with it; a change of nothing leaves no trace. */
export async function changePerson(actor: Actor, personId: string, change: PersonChange): Promise<void> {
  const { prisma } = (await instance()).database;
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
    const person = await tx.person.findUnique({ where: { id: personId } });
    if (!person) throw notFound(`person ${personId}`);
    const next = changed(person, change);
    const [before, after] = [said(person), said(next)];
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    await keepAnAdmin(tx, person, next);
    await tx.person.update({ where: { id: personId }, data: next });
    await tx.session.deleteMany({ where: { userId: personId } });
    const subject = `person:${personId}`;
    await recordAudit(tx, { actor: actor.name, verb: 'change-person', subject, before, after });
  });
}
