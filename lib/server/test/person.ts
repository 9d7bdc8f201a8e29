import type { Role } from '@/lib/people/role';
import { sha256 } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';

/** Somebody with these roles and an API token of theirs; returns the token's `Authorization` header. */
export async function addPerson(name: string, roles: readonly Role[]): Promise<string> {
  const { prisma } = (await instance()).database;
  const secret = `vdt_${name}-of-the-tests`;
  const expiresAt = new Date(Date.now() + 86_400_000);
  const token = { label: 'tests', hash: sha256(secret), starts: 'vdt_', roles: [...roles], expiresAt };
  const who = { name, nameKey: name, email: `${name}@vatdeck.test`, roles: [...roles] };
  await prisma.person.create({ data: { ...who, tokens: { create: token } } });
  return `Bearer ${secret}`;
}
