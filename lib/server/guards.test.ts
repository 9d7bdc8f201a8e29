import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as readPlanDoor, PUT as savePlanDoor } from '@/app/api/plans/[planId]/route';
import { POST as createPlanDoor, GET as listPlansDoor } from '@/app/api/plans/route';
import { GET as statusDoor } from '@/app/api/status/route';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { isAllowedHost, isOwnOrigin } from '@/lib/server/actor';
import { readEnv } from '@/lib/server/env';
import { errorResponse, ServerError } from '@/lib/server/errors';
import { at, refusal, request } from '@/lib/server/test/doors';
import { TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open({ allowedHosts: ['deck.example'] });
});
afterAll(() => server.close());

const post = (body: string, headers = {}) =>
  createPlanDoor(request('/api/plans', { method: 'POST', body, headers }), at({}));
const good = JSON.stringify({ title: 'A', plan: rehearsalPlan() });

describe('who may speak to the server', () => {
  it.each([
    ['localhost:3000', true],
    ['127.0.0.1', true],
    ['127.9.9.9:1', true],
    ['[::1]:3000', true],
    ['deck.example', true],
    ['DECK.example:443', true],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['evil.example', false],
    ['', false],
    [null, false],
  ])('by the name %s: %s', (host, allowed) => expect(isAllowedHost(host, ['deck.example'])).toBe(allowed));

  it('lets no made-up name in', () => {
    fc.assert(
      fc.property(fc.domain(), (name) => {
        expect(isAllowedHost(name, ['deck.example'])).toBe(name === 'deck.example');
      }),
    );
  });

  it.each([
    [null, true],
    ['http://127.0.0.1:3000', true],
    ['http://127.0.0.1:3001', false],
    ['https://evil.example', false],
    ['null', false],
  ])('a page of %s may change things: %s', (origin, own) =>
    expect(isOwnOrigin(origin, '127.0.0.1:3000')).toBe(own),
  );

  it('a foreign name or page is refused at the door, and nothing happens', async () => {
    expect(await refusal(await post(good, { origin: 'https://evil.example' }))).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect(await refusal(await post(good, { host: 'evil.example' }))).toMatchObject({ status: 403 });
    expect(
      await refusal(await statusDoor(request('/api/status', { headers: { host: 'evil.example' } }), at({}))),
    ).toMatchObject({ status: 403 });
    expect(await (await listPlansDoor(request('/api/plans'), at({}))).json()).toEqual([]);
    expect((await post(good, { host: 'deck.example', origin: 'https://deck.example' })).status).toBe(201);
  });
});

describe('a door', () => {
  it.each([
    ['{', /The body is not JSON/],
    ['[]', /expected object/],
    ['{"title":"","plan":{}}', /"title"/],
    [`{"title":"A","plan":{"schema":"x"}}`, /"plan": schema must be "vatdeck\/plan@2"/],
  ])('says what is wrong with %s', async (body, words) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect((await answer.json()).error.message).toMatch(words);
  });

  it('takes no document without end', async () => {
    expect(await refusal(await post(' '.repeat(5_000_000)))).toMatchObject({ status: 413 });
  });

  it('answers a lost race with the plan as it is now', async () => {
    const { id, plan } = await (await post(good)).json();
    const put = () =>
      savePlanDoor(
        request(`/api/plans/${id}`, {
          method: 'PUT',
          body: JSON.stringify({ plan: { ...plan, upgradeName: 'other' }, baseRevision: 1 }),
        }),
        at({ planId: id }),
      );
    expect((await put()).status).toBe(200);
    const lost = await put();
    expect(lost.status).toBe(409);
    const current = await (await readPlanDoor(request(`/api/plans/${id}`), at({ planId: id }))).json();
    expect(await lost.json()).toMatchObject({ error: { code: 'conflict' }, current });
  });

  it('maps what it does not know to a fault of ours, without its words', async () => {
    const answer = errorResponse(new Error('secret path /srv'));
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    expect(await refusal(errorResponse(full))).toMatchObject({ status: 507, code: 'storage-full' });
    expect(
      await refusal(errorResponse(new ServerError('run-ended', 'x', { headers: { 'upload-offset': '7' } }))),
    ).toEqual({ status: 410, code: 'run-ended', offset: '7' });
  });
});

describe('the environment', () => {
  it('has defaults for everything, and says what it cannot use', () => {
    expect(readEnv({}, '/srv/v')).toMatchObject({
      root: '/srv/v',
      dataDir: '/srv/v/.data',
      url: 'http://127.0.0.1:3000',
      allowedHosts: [],
    });
    expect(readEnv({ HOSTNAME: '0.0.0.0', PORT: '80' }, '/').url).toBe('http://127.0.0.1:80');
    expect(readEnv({ HOSTNAME: '::1' }, '/').url).toBe('http://[::1]:3000');
    expect(readEnv({ ALLOWED_HOSTS: ' A.example, b.example:1,' }, '/').allowedHosts).toEqual([
      'a.example',
      'b.example:1',
    ]);
    expect(readEnv({ DATABASE_URL: 'postgresql://x/y' }, '/').database).toEqual({ url: 'postgresql://x/y' });
    expect(() => readEnv({ PORT: 'many' }, '/')).toThrow(/PORT/);
  });
});
