import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as meDoor } from '@/app/api/me/route';
import { POST as signInDoor } from '@/app/api/sign-in/route';
import { LOCAL_ONLY } from '@/lib/server/people/auth-env';
import { clientAddress, ignoreForwarded, publicOrigin } from '@/lib/server/people/forwarded';
import { at, request } from '@/lib/server/test/doors';
import { addPerson } from '@/lib/server/test/person';
import { TestInstance } from '@/lib/server/test/test-instance';

const headers = (given: Record<string, string>) => new Headers({ host: 'deck.example', ...given });
const PROXY = { ...LOCAL_ONLY, trustProxy: true };
const BASE = { ...LOCAL_ONLY, baseUrl: 'https://deck.example' };

describe('where people reach the server', () => {
  it.each([
    [LOCAL_ONLY, {}, 'http://deck.example'],
    [LOCAL_ONLY, { 'x-forwarded-proto': 'https' }, 'http://deck.example'],
    [PROXY, { 'x-forwarded-proto': 'https' }, 'https://deck.example'],
    [PROXY, { 'x-forwarded-proto': 'https, http' }, 'http://deck.example'],
    [PROXY, {}, 'http://deck.example'],
    [BASE, {}, 'https://deck.example'],
    [BASE, { host: '127.0.0.1:3000' }, 'http://127.0.0.1:3000'],
  ])('%#: %j', (auth, given, origin) => expect(publicOrigin(headers(given), auth)).toBe(origin));

  it('is asked from the address that the last proxy wrote, not from one that its client claims', () => {
    expect(clientAddress(headers({ 'x-forwarded-for': '1.1.1.1, 10.0.0.7' }))).toBe('10.0.0.7');
    expect(clientAddress(headers({}))).toBe('unknown');
  });

  it('is told by no client when no proxy is trusted', async () => {
    ignoreForwarded();
    const seen: unknown[] = [];
    const server = createServer((asked, answer) => {
      seen.push(asked.headers['x-forwarded-for'], asked.headers['x-forwarded-proto'], asked.headers.host);
      answer.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await fetch(`http://127.0.0.1:${port}/`, {
      headers: { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-proto': 'https' },
    });
    server.close();
    expect(seen).toEqual([undefined, undefined, `127.0.0.1:${port}`]);
  });
});

describe('behind TLS', () => {
  let server: TestInstance;
  beforeAll(async () => {
    server = await TestInstance.open({ allowedHosts: ['deck.example'], auth: PROXY });
    await addPerson('ann', ['viewer'], 'a password of ann');
  });
  afterAll(() => server.close());

  const tls = { authorization: '', host: 'deck.example', 'x-forwarded-proto': 'https' };
  const signIn = (given: Record<string, string>) => {
    const body = JSON.stringify({ who: 'ann', password: 'a password of ann' });
    return signInDoor(request('/api/sign-in', { method: 'POST', body, headers: given }), at({}));
  };

  it('cookies are for TLS alone, and a plain request does not count with them', async () => {
    const [cookie = ''] = (await signIn({ ...tls, origin: 'https://deck.example' })).headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-vatdeck-[0-9a-f]{8}\.session_token=/);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    const sent = { cookie: cookie.split(';')[0] ?? '' };
    const status = async (given: Record<string, string>) =>
      (await meDoor(request('/api/me', { headers: { ...given, ...sent } }), at({}))).status;
    expect(await status(tls)).toBe(200);
    expect(await status({ authorization: '', host: 'deck.example' })).toBe(401);
  });
});
