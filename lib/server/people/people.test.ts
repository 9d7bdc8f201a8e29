import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as passwordDoor } from '@/app/api/me/password/route';
import { GET as meDoor } from '@/app/api/me/route';
import { POST as resetDoor } from '@/app/api/people/[personId]/reset/route';
import { PATCH as personDoor } from '@/app/api/people/[personId]/route';
import { DELETE as linkDoor } from '@/app/api/people/links/[linkId]/route';
import { POST as inviteDoor, GET as peopleDoor } from '@/app/api/people/route';
import { POST as signInDoor } from '@/app/api/sign-in/route';
import { POST as signOutDoor } from '@/app/api/sign-out/route';
import { POST as lookDoor } from '@/app/api/welcome/look/route';
import { POST as welcomeDoor } from '@/app/api/welcome/route';
import type { Role } from '@/lib/people/role';
import { sha256 } from '@/lib/server/digest';
import { instance, setInstance } from '@/lib/server/instance';
import { Auths } from '@/lib/server/people/auth';
import { firstAdminWords } from '@/lib/server/people/first-admin';
import { leaveAdminLink } from '@/lib/server/people/shell-link';
import { at, refusal, request } from '@/lib/server/test/doors';
import { TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open({ allowedHosts: ['deck.example'] });
});
afterAll(() => server.close());

type Sent = { body?: unknown; cookie?: string; headers?: Record<string, string>; method?: string };

/** A request by whoever holds the cookie, or by nobody. */
const ask = (url: string, { body, cookie, headers = {}, method = 'POST' }: Sent = {}): Request =>
  request(url, {
    method,
    headers: { authorization: '', ...(cookie ? { cookie } : {}), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What a browser keeps of an answer. */
const cookieOf = (answer: Response): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
const PASSWORD = 'correct horse battery';

const me = async (cookie: string) => (await meDoor(ask('/api/me', { cookie, method: 'GET' }), at({}))).json();
const meStatus = async (cookie: string) =>
  (await meDoor(ask('/api/me', { cookie, method: 'GET' }), at({}))).status;
const signIn = (who: string, password = PASSWORD, sent: Sent = {}) =>
  signInDoor(ask('/api/sign-in', { body: { who, password }, ...sent }), at({}));
const accept = (token: string, name: string, password = PASSWORD) =>
  welcomeDoor(
    ask('/api/welcome', { body: { token, name, email: `${name.toLowerCase()}@deck.example`, password } }),
    at({}),
  );
const secretOf = (words: string | null): string => /welcome#(\S+)/.exec(words ?? '')?.[1] ?? '';

let admin = '';

async function invited(name: string, roles: readonly Role[]): Promise<string> {
  const made = await inviteDoor(ask('/api/people', { body: { roles }, cookie: admin }), at({}));
  expect(made.status).toBe(201);
  const answer = await accept(secretOf((await made.json()).url), name);
  expect(answer.status).toBe(204);
  return cookieOf(answer);
}

const idOf = async (name: string): Promise<string> => {
  const { prisma } = (await instance()).database;
  return (await prisma.person.findUniqueOrThrow({ where: { nameKey: name.toLowerCase() } })).id;
};
const change = async (name: string, body: unknown, cookie = admin) => {
  const personId = await idOf(name);
  return personDoor(ask(`/api/people/${personId}`, { method: 'PATCH', body, cookie }), at({ personId }));
};

describe('the first admin', () => {
  it('is made by a link that the start prints while there is none; each start takes back the one before', async () => {
    const here = await instance();
    await here.database.prisma.person.deleteMany();
    const first = secretOf(await firstAdminWords(here));
    const second = secretOf(await firstAdminWords(here));
    expect(await refusal(await accept(first, 'Ann'))).toMatchObject({ status: 410, code: 'link-over' });
    const look = await lookDoor(ask('/api/welcome/look', { body: { token: second } }), at({}));
    expect(await look.json()).toMatchObject({ kind: 'first-admin', roles: ['admin'], email: null });
    const answer = await accept(second, 'Ann');
    expect(answer.status).toBe(204);
    admin = cookieOf(answer);
    expect(await me(admin)).toEqual({ kind: 'person', name: 'Ann', roles: ['admin'] });
    expect(await firstAdminWords(here)).toBeNull();
  });

  it('keeps no secret: only hashes of links, tokens and passwords are in the database', async () => {
    const { prisma } = (await instance()).database;
    const [link] = await prisma.oneTimeLink.findMany({ where: { usedBy: 'Ann' } });
    expect(link?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(await prisma.account.findMany())).not.toContain(PASSWORD);
  });
});

describe('a one-time link', () => {
  const make = async (body: unknown = { roles: ['viewer'] }) =>
    secretOf((await (await inviteDoor(ask('/api/people', { body, cookie: admin }), at({}))).json()).url);

  it('works once', async () => {
    const link = await make();
    expect((await accept(link, 'Twice')).status).toBe(204);
    expect(await refusal(await accept(link, 'Thrice'))).toMatchObject({ status: 410 });
  });

  it('lets one of two browsers through that use it at once, and makes one account', async () => {
    const link = await make();
    const answers = await Promise.all(['One', 'Two', 'Three', 'Four'].map((name) => accept(link, name)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 410, 410, 410]);
    const { prisma } = (await instance()).database;
    expect(await prisma.person.count({ where: { nameKey: { in: ['one', 'two', 'three', 'four'] } } })).toBe(
      1,
    );
  });

  it('is over when it is too old, taken back, or unknown', async () => {
    const { prisma } = (await instance()).database;
    const old = await make();
    await prisma.oneTimeLink.update({ where: { hash: sha256(old) }, data: { expiresAt: new Date(0) } });
    expect((await (await accept(old, 'Late')).json()).error.message).toMatch(/too old/);
    const back = await make();
    const { id: linkId } = await prisma.oneTimeLink.findUniqueOrThrow({ where: { hash: sha256(back) } });
    const taken = await linkDoor(
      ask('/api/people/links/x', { method: 'DELETE', cookie: admin }),
      at({ linkId }),
    );
    expect(taken.status).toBe(204);
    expect((await (await accept(back, 'Late')).json()).error.message).toMatch(/taken back/);
    expect(await refusal(await accept('vdl_made-up', 'Late'))).toMatchObject({ status: 410 });
  });

  it('stays whole when what is typed is refused: a name or an address that somebody has', async () => {
    const link = await make();
    expect(await refusal(await accept(link, 'ANN'))).toMatchObject({ status: 409 });
    expect(await refusal(await accept(link, 'vatdeck'))).toMatchObject({ status: 400 });
    expect(await refusal(await accept(link, 'Bea', 'short'))).toMatchObject({ status: 400 });
    expect((await accept(link, 'Bea')).status).toBe(204);
  });

  it('for one address makes an account of that address, whatever is typed', async () => {
    const link = await make({ roles: ['viewer'], email: 'Cleo@Deck.example' });
    expect((await accept(link, 'Not-Cleo')).status).toBe(204);
    expect((await signIn('cleo@deck.example')).status).toBe(204);
  });

  it('of the shell makes an admin although there is one, once', async () => {
    const { secret } = leaveAdminLink(server.dataDir, Date.now());
    expect((await accept(secret, 'Shell-admin')).status).toBe(204);
    expect(existsSync(path.join(server.dataDir, 'admin-link.json'))).toBe(false);
    expect(await refusal(await accept(secret, 'Again'))).toMatchObject({ status: 410 });
    const late = leaveAdminLink(server.dataDir, Date.now() - 7_200_000);
    expect(await refusal(await accept(late.secret, 'Again'))).toMatchObject({ status: 410 });
    await change('Shell-admin', { roles: ['viewer'] });
  });
});

describe('signing in', () => {
  it('takes a name or an address in any case, and no wrong password', async () => {
    await invited('Dora', ['viewer']);
    for (const who of ['dora', 'DORA', 'dora@deck.example', ' Dora@Deck.example '])
      expect((await signIn(who)).status).toBe(204);
    const wrong = await (await signIn('Dora', 'wrong password')).json();
    const unknown = await (await signIn('Nobody', 'wrong password')).json();
    expect(wrong).toEqual(unknown);
    expect(wrong.error.code).toBe('wrong-sign-in');
  });

  it('gives a cookie that no script reads, no other site sends, and TLS alone carries where there is TLS', async () => {
    const plain = (await signIn('Dora')).headers.getSetCookie()[0] ?? '';
    expect(plain).toMatch(/^vatdeck-[0-9a-f]{8}\.session_token=/);
    expect(plain).toMatch(/; HttpOnly/i);
    expect(plain).toMatch(/; SameSite=Lax/i);
    expect(plain).toMatch(/; Path=\//i);
    expect(plain).not.toMatch(/; Secure/i);
    expect(plain).not.toMatch(/; Domain/i);
  });

  it('leaves alone who is signed in to another server of the same host', async () => {
    const here = await instance();
    const mine = cookieOf(await signIn('Dora'));
    const { env, database } = here;
    const secret = 'another secret, of the other server';
    setInstance({ ...here, auths: new Auths({ env: env.auth, database, secret }) });
    try {
      const answer = await signIn('Ann', PASSWORD, { cookie: mine });
      // A browser keeps both under their names, and shows both to both.
      const both = `${mine}; ${cookieOf(answer)}`;
      expect((await me(both)).name).toBe('Ann');
      const out = await signOutDoor(ask('/api/sign-out', { cookie: both }), at({}));
      const taken = out.headers.getSetCookie().map((cookie) => cookie.split('=')[0]);
      expect(taken.length).toBeGreaterThan(0);
      expect(taken).not.toContain(mine.split('=')[0]);
      expect(await meStatus(both)).toBe(401);
      setInstance(here);
      expect((await me(both)).name).toBe('Dora');
    } finally {
      setInstance(here);
    }
  });

  it('starts a new session, whatever cookie came with it', async () => {
    const planted = cookieOf(await signIn('Dora'));
    const answer = await signIn('Ann', PASSWORD, { cookie: planted });
    const mine = cookieOf(answer);
    expect(mine).not.toBe(planted);
    expect((await me(planted)).name).toBe('Dora');
    expect((await me(mine)).name).toBe('Ann');
    const [value] = mine.split('.');
    expect(await meStatus(`${value}.forged`)).toBe(401);
  });

  it('is refused to a page of another origin', async () => {
    const foreign = { headers: { origin: 'https://evil.example' } };
    expect(await refusal(await signIn('Dora', PASSWORD, foreign))).toMatchObject({ status: 403 });
    const cookie = cookieOf(await signIn('Dora'));
    const body = { current: PASSWORD, next: 'another password' };
    const stolen = await passwordDoor(ask('/api/me/password', { body, cookie, ...foreign }), at({}));
    expect(await refusal(stolen)).toMatchObject({ status: 403 });
    const out = await signOutDoor(ask('/api/sign-out', { cookie, ...foreign }), at({}));
    expect(await refusal(out)).toMatchObject({ status: 403 });
    expect(await meStatus(cookie)).toBe(200);
  });

  it('ends with signing out, and the cookie is of no use afterwards', async () => {
    const cookie = cookieOf(await signIn('Dora'));
    const out = await signOutDoor(ask('/api/sign-out', { cookie }), at({}));
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/i);
    expect(await meStatus(cookie)).toBe(401);
  });

  it('ends by itself', async () => {
    const cookie = cookieOf(await signIn('Dora'));
    const { prisma } = (await instance()).database;
    await prisma.session.updateMany({
      where: { userId: await idOf('Dora') },
      data: { expiresAt: new Date(1) },
    });
    expect(await meStatus(cookie)).toBe(401);
  });

  it('slows a guesser down by name from any address, and by address over any names', async () => {
    await invited('Eve', ['viewer']);
    const from = (n: number): Sent => ({ headers: { 'x-forwarded-for': `10.0.0.${n}` } });
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => signIn('Eve', `guess number ${i}`, from(i))),
    );
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
    const refused = guesses.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal(await signIn('Eve', PASSWORD, from(99)))).toMatchObject({
      status: 429,
      code: 'too-many',
    });
    expect((await signIn('Dora', PASSWORD, from(1))).status).toBe(204);
  });
});

describe('a change of somebody', () => {
  it('of roles ends their sessions and counts at once', async () => {
    const cookie = await invited('Fay', ['viewer']);
    expect((await change('Fay', { roles: ['planner', 'approver'] })).status).toBe(200);
    expect(await meStatus(cookie)).toBe(401);
    expect(await me(cookieOf(await signIn('Fay')))).toMatchObject({ roles: ['planner', 'approver'] });
    const { prisma } = (await instance()).database;
    const subject = `person:${await idOf('Fay')}`;
    const rows = await prisma.auditEntry.findMany({ where: { subject, verb: 'change-person' } });
    expect(rows).toMatchObject([
      { actor: 'Ann', before: { roles: ['viewer'] }, after: { roles: ['planner', 'approver'] } },
    ]);
    await change('Fay', { roles: ['approver', 'planner'] });
    expect(await prisma.auditEntry.count({ where: { subject, verb: 'change-person' } })).toBe(1);
  });

  it('bans: out at once, not in again until it is lifted, with the reason', async () => {
    const cookie = await invited('Gus', ['viewer']);
    await change('Gus', { ban: { reason: 'left the team' } });
    expect(await meStatus(cookie)).toBe(401);
    const refused = await signIn('Gus');
    expect(refused.status).toBe(403);
    expect((await refused.json()).error.message).toContain('left the team');
    expect(await refusal(await signIn('Gus', 'not the password'))).toMatchObject({ status: 401 });
    await change('Gus', { ban: null });
    expect((await signIn('Gus')).status).toBe(204);
  });

  it('never leaves the server without an admin, also not when two demote each other at once', async () => {
    expect(await refusal(await change('Ann', { roles: ['planner'] }))).toMatchObject({ status: 409 });
    expect(await refusal(await change('Ann', { ban: { reason: 'x' } }))).toMatchObject({ status: 409 });
    const hal = await invited('Hal', ['admin']);
    const answers = await Promise.all([
      change('Ann', { roles: ['viewer'] }, hal),
      change('Hal', { roles: ['viewer'] }, admin),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const { prisma } = (await instance()).database;
    expect(await prisma.person.count({ where: { roles: { has: 'admin' }, bannedAt: null } })).toBe(1);
    if (answers[0]?.status === 200) await change('Ann', { roles: ['admin'] }, hal);
    admin = cookieOf(await signIn('Ann'));
    await change('Hal', { roles: ['viewer'] });
  });

  it('of the password ends every other session; a reset link does the same once', async () => {
    const elsewhere = await invited('Ida', ['viewer']);
    const here = cookieOf(await signIn('Ida'));
    const body = { current: PASSWORD, next: 'a second password' };
    const wrong = { current: 'not it at all', next: 'a second password' };
    const post = (sent: unknown) =>
      passwordDoor(ask('/api/me/password', { body: sent, cookie: here }), at({}));
    expect(await refusal(await post(wrong))).toMatchObject({ status: 403 });
    const fresh = cookieOf(await post(body));
    expect(await Promise.all([elsewhere, here, fresh].map(meStatus))).toEqual([401, 401, 200]);
    const personId = await idOf('Ida');
    const made = await resetDoor(ask('/api/people/x/reset', { cookie: admin }), at({ personId }));
    const token = secretOf((await made.json()).url);
    const set = () =>
      welcomeDoor(ask('/api/welcome', { body: { token, password: 'a third password' } }), at({}));
    expect((await set()).status).toBe(204);
    expect(await refusal(await set())).toMatchObject({ status: 410 });
    expect(await meStatus(fresh)).toBe(401);
    expect((await signIn('Ida', 'a third password')).status).toBe(204);
    expect((await signIn('Ida', 'a second password')).status).toBe(401);
  });

  it('is listed without a secret', async () => {
    const text = await (
      await peopleDoor(ask('/api/people', { method: 'GET', cookie: admin }), at({}))
    ).text();
    expect(JSON.parse(text).people.map(({ name }: { name: string }) => name)).toContain('Ida');
    expect(text).not.toMatch(/hash|vdl_|vdt_|"password":/);
  });
});
