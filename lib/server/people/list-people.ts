import type { Invitation, PeopleView, PersonView } from '@/lib/people/person-view';
import { rolesIn } from '@/lib/people/role';
import { instance } from '@/lib/server/instance';

type PersonRow = {
  id: string;
  name: string;
  email: string;
  roles: string[];
  bannedAt: Date | null;
  banReason: string | null;
  createdAt: Date;
  accounts: { providerId: string }[];
  sessions: { createdAt: Date }[];
};

const personView = (row: PersonRow): PersonView => ({
  id: row.id,
  name: row.name,
  email: row.email,
  roles: rolesIn(row.roles),
  ban: row.bannedAt ? { at: row.bannedAt.getTime(), reason: row.banReason ?? '' } : null,
  joinedAt: row.createdAt.getTime(),
  signedInAt: row.sessions[0]?.createdAt.getTime() ?? null,
  waysIn: row.accounts.map(({ providerId }) => (providerId === 'credential' ? 'password' : providerId)),
});

async function invitations(): Promise<Invitation[]> {
  const { prisma } = (await instance()).database;
  const open = {
    usedAt: null,
    revokedAt: null,
    expiresAt: { gt: new Date() },
    kind: { in: ['invite', 'reset'] },
  };
  const include = { person: { select: { name: true } } };
  const rows = await prisma.oneTimeLink.findMany({ where: open, include, orderBy: { createdAt: 'desc' } });
  return rows.map(({ id, kind, roles, email, person, createdBy, createdAt, expiresAt }) => ({
    id,
    resets: kind === 'reset' ? (person?.name ?? '') : null,
    roles: rolesIn(roles),
    email,
    createdBy,
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }));
}

/** Everybody with an account, by name, and the links that wait to be used. */
export async function listPeople(): Promise<PeopleView> {
  const { prisma } = (await instance()).database;
  const include = {
    accounts: { select: { providerId: true } },
    sessions: { select: { createdAt: true }, orderBy: { createdAt: 'desc' as const }, take: 1 },
  };
  const people = await prisma.person.findMany({ include, orderBy: { nameKey: 'asc' } });
  return { people: people.map(personView), invitations: await invitations() };
}
