import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GET as callbackDoor, POST as providerDoor } from '@/app/api/auth/[...path]/route';
import { GET as meDoor } from '@/app/api/me/route';
import { refusalWords } from '@/lib/people/refusal-words';
import { instance } from '@/lib/server/instance';
import { LOCAL_ONLY } from '@/lib/server/people/auth-env';
import { changePerson } from '@/lib/server/people/change-person';
import { invite } from '@/lib/server/people/invite';
import { providersOf } from '@/lib/server/people/provider-door';
import { at, request } from '@/lib/server/test/doors';
import { type Claims, OidcIssuer } from '@/lib/server/test/oidc-issuer';
import { addPerson } from '@/lib/server/test/person';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
let issuer: OidcIssuer;
beforeAll(async () => {
  issuer = await OidcIssuer.open();
  server = await TestInstance.open({
    auth: {
      ...LOCAL_ONLY,
      oidc: { ...OidcIssuer.CLIENT, issuer: issuer.url, name: 'Team login' },
      github: { id: 'github-id', secret: 'github-secret' },
      allowedDomains: ['team.example'],
    },
  });
});
afterAll(async () => {
  issuer.close();
  await server.close();
});
beforeEach(() => {
  vi.useRealTimers();
  issuer.forge = {};
  issuer.refuses = null;
  issuer.isForgetful = false;
});

const ORIGIN = 'http://127.0.0.1:3000';
const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function begin(provider: string, callbackURL = '/plans'): Promise<{ url: string; cookie: string }> {
  const body = { provider, callbackURL };
  const answer = await providerDoor(
    request('/api/auth/sign-in/social', {
      method: 'POST',
      headers: { authorization: '', origin: ORIGIN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
    at({}),
  );
  expect(answer.status).toBe(200);
  return { url: (await answer.json()).url, cookie: cookiesOf(answer) };
}

const comeBack = (url: string, cookie: string): Promise<Response> =>
  callbackDoor(request(url.replace(ORIGIN, ''), { headers: { authorization: '', cookie } }), at({}));

/** The whole way of a browser: to the provider, back, and where it then lands. */
async function signInAs(who: Claims, next = '/plans'): Promise<{ lands: string; cookie: string }> {
  issuer.who = who;
  const { url, cookie } = await begin('oidc', next);
  const back = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1:3000\/api\/auth\/callback\/oidc\?code=/);
  const answer = await comeBack(back, cookie);
  return { lands: answer.headers.get('location') ?? '', cookie: cookiesOf(answer) };
}

const me = async (cookie: string) => {
  const answer = await meDoor(request('/api/me', { headers: { authorization: '', cookie } }), at({}));
  return answer.status === 200 ? answer.json() : answer.status;
};

const claims = (sub: string, email: string, more: Partial<Claims> = {}): Claims => ({
  sub,
  email,
  email_verified: true,
  ...more,
});

describe('signing in through an OpenID provider', () => {
  it('lets somebody of an allowed domain in as a viewer, and the same person in again', async () => {
    const ann = claims('1', 'ann@team.example', { name: 'Ann Lee' });
    const { lands, cookie } = await signInAs(ann);
    expect(lands).toMatch(/\/plans$/);
    expect(await me(cookie)).toEqual({ kind: 'person', name: 'Ann Lee', roles: ['viewer'] });
    const again = await signInAs({ ...ann, name: 'Renamed there' });
    expect(await me(again.cookie)).toMatchObject({ name: 'Ann Lee' });
    const { prisma } = (await instance()).database;
    const kept = await prisma.account.findMany({ where: { providerId: 'oidc' } });
    expect(kept).toMatchObject([{ accessToken: null, refreshToken: null, idToken: null }]);
    const row = await prisma.auditEntry.findFirst({ where: { verb: 'join', actor: 'Ann Lee' } });
    expect(row?.after).toMatchObject({ email: 'ann@team.example', roles: ['viewer'] });
  });

  it('gives somebody else of the same name another one', async () => {
    const { cookie } = await signInAs(claims('2', 'ann.lee@team.example', { name: 'ann lee' }));
    expect(await me(cookie)).toMatchObject({ name: 'ann lee 2' });
  });

  it('lets nobody else in who was not invited, and makes no account', async () => {
    const { lands, cookie } = await signInAs(claims('3', 'bob@elsewhere.example'));
    expect(lands).toMatch(/\/sign-in\?next=%2Fplans&error=not-invited/);
    expect(await me(cookie)).toBe(401);
    for (const email of ['eve@evil-team.example', 'eve@team.example.evil', 'eve@sub.team.example'])
      expect((await signInAs(claims(email, email))).lands).toMatch(/error=not-invited/);
    const { prisma } = (await instance()).database;
    expect(
      await prisma.person.count({ where: { email: { contains: 'e' }, name: { in: ['bob', 'eve'] } } }),
    ).toBe(0);
  });

  it('gives an invited address the roles of its invitation, once', async () => {
    const headers = new Headers({ host: '127.0.0.1:3000' });
    await invite(headers, operator, { roles: ['planner', 'approver'], email: 'cleo@elsewhere.example' });
    const { cookie } = await signInAs(claims('4', 'Cleo@Elsewhere.example', { name: 'Cleo' }));
    expect(await me(cookie)).toMatchObject({ name: 'Cleo', roles: ['planner', 'approver'] });
    expect((await signInAs(claims('5', 'cleo@elsewhere.example'))).lands).toMatch(/error=/);
  });

  it('trusts no address that the provider has not checked', async () => {
    const unchecked = claims('6', 'dan@team.example', { email_verified: false });
    expect((await signInAs(unchecked)).lands).toMatch(/error=address-not-verified/);
  });

  it('never hands somebody’s account with a password to whoever has its address elsewhere', async () => {
    await addPerson('local', ['admin'], 'a local password');
    const { lands, cookie } = await signInAs(claims('7', 'local@vatdeck.test'));
    expect(lands).toMatch(/error=account_not_linked/);
    expect(await me(cookie)).toBe(401);
  });

  it('refuses who is banned', async () => {
    const fay = claims('8', 'fay@team.example', { name: 'Fay' });
    await signInAs(fay);
    const { prisma } = (await instance()).database;
    const { id } = await prisma.person.findUniqueOrThrow({ where: { nameKey: 'fay' } });
    await changePerson(operator, id, { ban: { reason: 'x' } });
    const { lands, cookie } = await signInAs(fay);
    expect(lands).toMatch(/\/sign-in\?.*error=banned/);
    expect(await me(cookie)).toBe(401);
  });

  it.each([
    ['for another program', { aud: 'somebody-else' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['of another sign-in', { nonce: 'replayed' }],
    ['that expired', { exp: 1 }],
  ])('refuses an id token %s', async (_, forged) => {
    issuer.forge = forged;
    const { lands, cookie } = await signInAs(claims('9', 'gus@team.example'));
    expect(lands).toMatch(/\/sign-in\?.*error=/);
    expect(await me(cookie)).toBe(401);
  });

  it('refuses an answer to a sign-in that this browser did not begin', async () => {
    issuer.who = claims('10', 'hal@team.example');
    const { url } = await begin('oidc');
    const back = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    const answer = await comeBack(back, '');
    expect(answer.headers.get('location')).toMatch(/error=/);
    expect(await me(cookiesOf(answer))).toBe(401);
  });
});

/** What the sign-in page says when a browser lands there. */
const saidAt = (lands: string): string =>
  refusalWords(new URL(lands, ORIGIN).searchParams.get('error') ?? 'no error');

async function comeBackFrom(change: (back: string) => Promise<string> | string, keepsCookie = true) {
  issuer.who = claims('20', 'jo@team.example');
  const { url, cookie } = await begin('oidc');
  const back = await change((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
  const answer = await comeBack(back, keepsCookie ? cookie : '');
  expect(await me(cookiesOf(answer))).toBe(401);
  return answer.headers.get('location') ?? '';
}

describe('a provider that answers with an error', () => {
  it.each([
    ['access_denied', /refused, or you stopped there/],
    ['server_error', /error of its own.*log of this server/],
    ['temporarily_unavailable', /not available now/],
    ['unauthorized_client', /admin compares client id, secret and redirect address/],
    ['something_new', /did not work \(something_new\)/],
  ])('%s is said in words on the sign-in page, and where one was going is kept', async (error, words) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    issuer.refuses = { error, error_description: 'Call this number\nand pay' };
    const lands = await comeBackFrom((back) => back);
    expect(lands).toMatch(/^(http:..127.0.0.1:3000)?\/sign-in\?next=%2Fplans&error=/);
    expect(saidAt(lands)).toMatch(words);
    expect(saidAt(lands)).not.toContain('pay');
    const line = `A sign-in through oidc came back with {"error":"${error}","description":"Call this number\\nand pay"}.`;
    expect(log.mock.calls).toContainEqual([line]);
    log.mockRestore();
  });

  it('says of one begun too long ago, elsewhere, or over already that it is to be begun again', async () => {
    const late = await comeBackFrom((back) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
      return back;
    });
    vi.useRealTimers();
    expect(saidAt(late)).toMatch(/^This sign-in was begun more than five minutes ago/);
    expect(saidAt(await comeBackFrom((back) => back, false))).toBe(saidAt(late));
    expect(saidAt(await comeBackFrom((back) => back.replace(/&state=.*/, '')))).toBe(saidAt(late));
    expect(saidAt(await comeBackFrom((back) => back.replace(/state=.*/, 'state=of-another')))).toBe(
      saidAt(late),
    );
  });

  it('says that an answer did not hold when the provider takes it back', async () => {
    issuer.isForgetful = true;
    expect(saidAt(await comeBackFrom((back) => back))).toMatch(/did not stand by its answer.*client secret/);
  });
});

describe('the doors of better-auth', () => {
  it('lead to GitHub with our client, and back to us', async () => {
    const { url } = await begin('github');
    const { origin, searchParams } = new URL(url);
    expect(origin).toBe('https://github.com');
    expect(searchParams.get('client_id')).toBe('github-id');
    expect(searchParams.get('redirect_uri')).toBe(`${ORIGIN}/api/auth/callback/github`);
  });

  it.each([
    '/sign-up/email',
    '/sign-in/email',
    '/change-password',
    '/update-user',
    '/delete-user',
    '/link-social',
  ])('are shut but for the way to a provider and back: POST %s', async (path) => {
    const post = request(`/api/auth${path}`, { method: 'POST', headers: { origin: ORIGIN }, body: '{}' });
    expect((await providerDoor(post, at({}))).status).toBe(404);
  });

  it.each(['/get-session', '/list-sessions', '/error', '/ok', '/callback/google'])(
    'are shut: GET %s',
    async (path) => expect((await callbackDoor(request(`/api/auth${path}`), at({}))).status).toBe(404),
  );

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/sign-in'])(
    'send nobody to %s afterwards',
    async (next) => {
      const { lands } = await signInAs(claims('11', 'ida@team.example', { name: 'Ida' }), next);
      expect(new URL(lands, ORIGIN).href).toBe(`${ORIGIN}/`);
    },
  );

  it('know no other provider', async () => {
    const post = request('/api/auth/sign-in/social', {
      method: 'POST',
      headers: { authorization: '', origin: ORIGIN },
      body: JSON.stringify({ provider: 'google' }),
    });
    expect((await providerDoor(post, at({}))).status).toBe(400);
  });

  it('are named on the sign-in page as they are configured', async () => {
    const { env } = await instance();
    expect(providersOf(env.auth)).toEqual([
      { id: 'github', name: 'GitHub' },
      { id: 'oidc', name: 'Team login' },
    ]);
    expect(providersOf(LOCAL_ONLY)).toEqual([]);
  });
});
