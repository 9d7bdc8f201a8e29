import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as peopleDoor } from '@/app/api/people/route';
import { POST as createPlanDoor } from '@/app/api/plans/route';
import { POST as createRunDoor, GET as runsDoor } from '@/app/api/runs/route';
import { POST as makeTokenDoor } from '@/app/api/tokens/route';
import type { Role } from '@/lib/people/role';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import type { Actor } from '@/lib/server/actor';
import { sha256 } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';
import { changePerson } from '@/lib/server/people/change-person';
import { listTokens, makeToken, revokeToken } from '@/lib/server/people/tokens';
import { at, refusal, request } from '@/lib/server/test/doors';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

async function person(name: string, roles: Role[]): Promise<Actor> {
  const { prisma } = (await instance()).database;
  const row = { name, nameKey: name, email: `${name}@deck.example`, roles };
  const { id } = await prisma.person.create({ data: row });
  return { kind: 'person', id, name, roles };
}

const by = (secret: string) => ({ authorization: `Bearer ${secret}` });
const list = (secret: string) => runsDoor(request('/api/runs', { headers: by(secret) }), at({}));
const make = (secret: string) => {
  const body = JSON.stringify({ title: 'by token', kind: 'clone' });
  return createRunDoor(request('/api/runs', { method: 'POST', body, headers: by(secret) }), at({}));
};

describe('an API token', () => {
  it('does what its roles allow, in the name of its owner, and no more', async () => {
    const ann = await person('ann', ['planner', 'approver']);
    const read = await makeToken(ann, { label: 'dashboard', roles: ['approver'], days: 1 });
    const plan = await makeToken(ann, { label: 'ci', roles: ['planner'], days: 1 });
    expect(read.secret).toMatch(/^vdt_[\w-]{43}$/);
    expect((await list(read.secret)).status).toBe(200);
    expect(await refusal(await make(read.secret))).toMatchObject({ status: 403 });
    expect((await make(plan.secret)).status).toBe(201);
    const body = JSON.stringify({ title: 'A', plan: rehearsalPlan() });
    const made = await createPlanDoor(
      request('/api/plans', { method: 'POST', body, headers: by(plan.secret) }),
      at({}),
    );
    expect((await made.json()).author).toBe('ann');
  });

  it('cannot have more roles than its owner, and loses those that its owner loses', async () => {
    const bea = await person('bea', ['planner']);
    await expect(makeToken(bea, { label: 'x', roles: ['admin'], days: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { secret } = await makeToken(bea, { label: 'x', roles: ['planner'], days: 1 });
    expect((await make(secret)).status).toBe(201);
    await changePerson(operator, bea.id, { roles: ['viewer'] });
    expect(await refusal(await make(secret))).toMatchObject({ status: 403 });
    expect(await refusal(await list(secret))).toMatchObject({ status: 403 });
  });

  it('is refused when it is expired, revoked, made up, or its owner is banned', async () => {
    const { prisma } = (await instance()).database;
    const cleo = await person('cleo', ['viewer']);
    const token = (label: string) => makeToken(cleo, { label, roles: ['viewer'], days: 1 });
    const [old, gone, kept] = [await token('old'), await token('gone'), await token('kept')];
    await prisma.apiToken.update({ where: { id: old.id }, data: { expiresAt: new Date(0) } });
    await revokeToken(cleo, gone.id);
    for (const secret of [old.secret, gone.secret, 'vdt_made-up'])
      expect(await refusal(await list(secret))).toMatchObject({ status: 401, code: 'wrong-token' });
    expect((await list(kept.secret)).status).toBe(200);
    await changePerson(operator, cleo.id, { ban: { reason: 'x' } });
    expect(await refusal(await list(kept.secret))).toMatchObject({ status: 401 });
  });

  it('makes no tokens and manages no people, even an admin’s', async () => {
    const dan = await person('dan', ['admin']);
    const { secret } = await makeToken(dan, { label: 'all', roles: ['admin'], days: 1 });
    const body = JSON.stringify({ label: 'child', roles: ['admin'], days: 365 });
    const child = makeTokenDoor(
      request('/api/tokens', { method: 'POST', body, headers: by(secret) }),
      at({}),
    );
    expect(await refusal(await child)).toMatchObject({ status: 403 });
    expect(
      await refusal(await peopleDoor(request('/api/people', { headers: by(secret) }), at({}))),
    ).toMatchObject({
      status: 403,
    });
  });

  it('is kept as a hash; its last use is noted once a minute', async () => {
    const { prisma } = (await instance()).database;
    const eve = await person('eve', ['viewer']);
    const { secret, id } = await makeToken(eve, { label: 'x', roles: ['viewer'], days: 1 });
    const row = () => prisma.apiToken.findUniqueOrThrow({ where: { id } });
    expect(await row()).toMatchObject({ hash: sha256(secret), lastUsedAt: null });
    await list(secret);
    const first = (await row()).lastUsedAt;
    expect(first).not.toBeNull();
    await list(secret);
    expect((await row()).lastUsedAt).toEqual(first);
    const longAgo = new Date(Date.now() - 120_000);
    await prisma.apiToken.update({ where: { id }, data: { lastUsedAt: longAgo } });
    await list(secret);
    expect((await row()).lastUsedAt?.getTime()).toBeGreaterThan(longAgo.getTime());
  });

  it('is its owner’s alone to see and to revoke', async () => {
    const [fay, gus] = [await person('fay', ['viewer']), await person('gus', ['viewer'])];
    const { id } = await makeToken(fay, { label: 'mine', roles: ['viewer'], days: 1 });
    expect(await listTokens(gus)).toEqual([]);
    await expect(revokeToken(gus, id)).rejects.toMatchObject({ code: 'not-found' });
    const [token] = await listTokens(fay);
    expect(token).toMatchObject({ id, label: 'mine', revokedAt: null });
    expect(token).not.toHaveProperty('secret');
  });
});
