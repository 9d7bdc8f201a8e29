import { hashPassword } from 'better-auth/crypto';
import { ROLES, type Role } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import type { Database } from '@/lib/server/db/open-database';
import { sha256 } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';

const rowOf = (name: string, roles: readonly Role[]) => ({
  name,
  nameKey: name,
  email: `${name}@vatdeck.test`,
  roles: [...roles],
});

async function addWithToken(
  { prisma }: Database,
  roles: readonly Role[],
  name: string,
  secret: string,
): Promise<void> {
  const expiresAt = new Date(Date.now() + 86_400_000);
  const token = { label: 'tests', hash: sha256(secret), starts: 'vdt_', roles: [...roles], expiresAt };
  await prisma.person.create({ data: { ...rowOf(name, roles), tokens: { create: token } } });
}

/** What `request` of doors.ts signs in with unless a test says otherwise. */
export const OPERATOR_TOKEN = 'vdt_the-operator-of-the-tests';

/** Who every test instance has from the start. */
export const addOperator = (database: Database): Promise<void> =>
  addWithToken(database, ROLES, 'operator', OPERATOR_TOKEN);

/** Somebody with these roles and an API token of theirs; returns the token's `Authorization` header. */
export async function addTokenOwner(name: string, roles: readonly Role[]): Promise<string> {
  const secret = `vdt_${name}-of-the-tests`;
  await addWithToken((await instance()).database, roles, name, secret);
  return `Bearer ${secret}`;
}

/** Somebody with an account and a password, as a link would make them. */
export async function addPerson(name: string, roles: readonly Role[], password: string): Promise<Actor> {
  const { prisma } = (await instance()).database;
  const { id } = await prisma.person.create({ data: rowOf(name, roles) });
  const key = { providerId: 'credential', accountId: id, userId: id };
  await prisma.account.create({ data: { ...key, password: await hashPassword(password) } });
  return { kind: 'person', id, name, roles };
}
