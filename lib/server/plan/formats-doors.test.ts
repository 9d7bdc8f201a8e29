import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as exportDoor } from '@/app/api/plans/[planId]/export/route';
import { POST as importDoor } from '@/app/api/plans/import/route';
import { WRITE_FORMATS } from '@/lib/plan/formats/format';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { at, request } from '@/lib/server/test/doors';
import { addTokenOwner } from '@/lib/server/test/person';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
let plan: PlanView;
let vic = '';
beforeAll(async () => {
  server = await TestInstance.open();
  vic = await addTokenOwner('vic', ['viewer']);
  plan = await createPlan(operator, { title: 'Out', plan: rehearsalPlan() });
});
afterAll(() => server.close());

async function answerOf(answering: Promise<Response>) {
  const { status, headers, ...answer } = await answering.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    body: await response.json(),
  }));
  return { status, kept: headers.get('cache-control'), type: headers.get('content-type'), ...answer };
}
const take = (body: unknown, headers = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return answerOf(importDoor(request('/api/plans/import', { method: 'POST', body: text, headers }), at({})));
};
const give = (planId: string, query = '', headers = {}) =>
  answerOf(exportDoor(request(`/api/plans/${planId}/export${query}`, { headers }), at({ planId })));

async function rows() {
  const { prisma } = (await instance()).database;
  return [await prisma.plan.count(), await prisma.planRevision.count(), await prisma.auditEntry.count()];
}
const proposals = (module: unknown) => JSON.stringify([module]);

describe('the import door', () => {
  it('answers with the plan and what of the file it cannot carry, and saves nothing', async () => {
    const before = await rows();
    const info = JSON.stringify({ name: 'u23', height: 5, info: '{"binaries":{},"coreProposals":["a.js"]}' });
    const taken = await take({ files: [{ name: 'upgrade-info.json', text: info }] });
    expect(taken).toMatchObject({
      status: 200,
      kept: 'no-store',
      type: 'application/json',
      body: {
        format: 'upgrade-info',
        plan: { upgradeName: 'u23', target: { height: 5 }, steps: [{ proposals: [{ module: 'a.js' }] }] },
        notes: [{ where: 'binaries', message: expect.any(String) }],
      },
    });
    expect(parsePlan(taken.body.plan)).toMatchObject({ ok: true });
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['../../etc/passwd', /^passwd: line 1/],
    ['C:\\secret\\x.json', /^x\.json: line 1/],
    ['..', /^\.\.: line 1/],
    ['a/', /^the text: line 1/],
    ['', /^the text: line 1/],
    ['\u202egnp.nosj\n\u001b[31m', /^gnp\.nosj \[31m: line 1/],
    ['<img src=x onerror=alert(1)>.json', /^<img src=x onerror=alert\(1\)>\.json: line 1/],
    ['__proto__', /^__proto__: line 1/],
    ['x'.repeat(500), /^x{200}: line 1/],
  ])('names a file called %j by its last part, harmlessly', async (name, words) => {
    const before = await rows();
    const bad = await take({ files: [{ name, text: proposals(7) }] });
    expect(bad).toMatchObject({
      status: 400,
      body: {
        error: { code: 'bad-input', message: expect.stringMatching(words), hint: 'Nothing was saved.' },
      },
    });
    expect((await take({ files: [{ name, text: proposals('a.js') }] })).status).toBe(200);
    expect(await rows()).toEqual(before);
  });

  it.each([
    ['{', /The body is not JSON/],
    [{}, /"files"/],
    [{ files: [] }, /"files"/],
    [{ files: Array.from({ length: 51 }, () => ({ name: 'a', text: '[]' })) }, /"files"/],
    [{ files: [{ name: 'a' }] }, /"files\.0\.text"/],
    [{ files: [{ name: 'x'.repeat(501), text: '[]' }] }, /"files\.0\.name"/],
    [{ files: [{ name: 'a', text: '' }] }, /a: it is empty/],
    [
      {
        files: [
          { name: 'a', text: '[]' },
          { name: 'b', text: '[]' },
        ],
      },
      /One file at a time/,
    ],
    [{ format: 'xml', files: [{ name: 'a', text: '[]' }] }, /format "xml" is not known/],
    [{ files: [{ name: 'a.json', text: '[\n"a.js",\n{"module": 7}]' }] }, /^a\.json: line 3, \[1\]\.module/],
    [{ files: [{ name: 'a.json', text: '["a\\u0000.js"]' }] }, /U\+0000|invisible/],
    [{ files: [{ name: 'a.json', text: '[]' }], chain: 'a\u202eb' }, /chain .*(invisible|U\+202E)/],
    [{ files: [{ name: 'a.json', text: '{}' }], plan: { schema: 'x' } }, /^plan: schema must be/],
    [{ files: [{ name: 'p.json', text: '{}' }], plan: rehearsalPlan() }, /^p\.json: line 1/],
  ])('says what is wrong with %j, where, and saves nothing', async (body, words) => {
    const before = await rows();
    expect(await take(body)).toMatchObject({
      status: 400,
      kept: 'no-store',
      body: { error: { code: 'bad-input', message: expect.stringMatching(words) } },
    });
    expect(await rows()).toEqual(before);
  });

  it('is for whoever may make plans, from our own pages, and not without end', async () => {
    const body = { files: [{ name: 'a.json', text: '[]' }] };
    expect((await take(body, { authorization: '' })).status).toBe(401);
    expect((await take(body, { authorization: vic })).status).toBe(403);
    expect((await take(body, { origin: 'https://evil.example' })).status).toBe(403);
    const large = await take({ files: [{ name: 'a.json', text: ' '.repeat(5_000_000) }] });
    expect([large.status, large.body.error.code]).toEqual([413, 'too-large']);
  });
});

describe('the export door', () => {
  it.each(WRITE_FORMATS)('gives %s as files that lie where they are put', async ({ format }) => {
    const given = await give(plan.id, `?format=${format}`, { authorization: vic });
    expect(given).toMatchObject({
      status: 200,
      kept: 'no-store',
      type: 'application/json',
      body: { format },
    });
    for (const { name, text } of given.body.files) {
      expect(name).toMatch(/^[a-z][a-z-]*\.(json|yaml|go|sh)$/);
      expect(text).not.toBe('');
    }
  });

  it('and import are each other’s inverse', async () => {
    for (const query of ['', '?format=json', '?format=yaml']) {
      const { files } = (await give(plan.id, query)).body;
      expect((await take({ files })).body).toMatchObject({ plan: plan.plan, notes: [] });
    }
  });

  it('says which formats there are, and finds no other plan', async () => {
    for (const format of ['exe', '__proto__', 'x'.repeat(1_000), '%00'])
      expect(await give(plan.id, `?format=${format}`)).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringMatching(/must be one of json, yaml, .{0,300}$/) } },
      });
    expect((await give('nope')).status).toBe(404);
    expect((await give(plan.id, '', { authorization: '' })).status).toBe(401);
  });
});
