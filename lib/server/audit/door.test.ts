import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET } from '@/app/api/audit/route';
import { CSV_HEAD } from '@/lib/approval/audit-row';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { closePlan } from '@/lib/server/plan/close-plan';
import { createPlan } from '@/lib/server/plan/create-plan';
import { at, request } from '@/lib/server/test/doors';
import { addTokenOwner } from '@/lib/server/test/person';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

const EVIL = '=HYPERLINK("https://evil.example";"x"),\n"';

let server: TestInstance;
let vic = '';
let subject = '';
beforeAll(async () => {
  server = await TestInstance.open();
  vic = await addTokenOwner('vic', ['viewer']);
  const { id } = await createPlan(operator, { title: EVIL.trim(), plan: rehearsalPlan() });
  await closePlan(operator, id, { state: 'withdrawn', why: EVIL.trim() });
  subject = `plan:${id}`;
});
afterAll(() => server.close());

const ask = (params: Record<string, string>, headers = {}): Promise<Response> =>
  GET(
    request(`/api/audit?${new URLSearchParams(params)}`, { headers: { authorization: vic, ...headers } }),
    at({}),
  );

describe('the audit door', () => {
  it('answers questions, a page at a time', async () => {
    const first = await ask({ subject, count: '1' });
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const [row] = await first.json();
    expect(row).toMatchObject({ verb: 'close-plan', actor: 'operator', why: EVIL.trim() });
    const rest = await (await ask({ subject, before: row.id })).json();
    expect(rest).toMatchObject([{ verb: 'create-plan', after: { title: EVIL.trim().trim() } }]);
  });

  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['jsonl', 'application/x-ndjson'],
  ])('gives the whole as a download that no program runs: %s', async (format, type) => {
    const answer = await ask({ subject, format });
    expect([
      answer.status,
      ...['content-type', 'content-disposition', 'cache-control'].map((name) => answer.headers.get(name)),
    ]).toEqual([200, type, `attachment; filename="vatdeck-audit.${format}"`, 'no-store']);
    const text = await answer.text();
    if (format === 'csv') {
      expect(text.startsWith(CSV_HEAD)).toBe(true);
      expect(text).toContain(`"'${EVIL.trim().replaceAll('"', '""')}"`);
      expect(text.split('\r\n')).toHaveLength(4);
    } else {
      const rows = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(rows).toEqual(await (await ask({ subject })).json());
    }
  });

  it.each([
    [{ format: 'exe' }, /"format"/],
    [{ count: '501' }, /"count"/],
    [{ count: 'many' }, /"count"/],
    [{ before: '-1' }, /"before"/],
    [{ since: 'yesterday' }, /"since"/],
    [{ subject: 'x'.repeat(201) }, /"subject"/],
    [{ actor: 'a\0b' }, /U\+0000/],
  ] as const)('says what is wrong with %j', async (params, words) => {
    const answer = await ask(params);
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(words),
    });
  });

  it('is for whoever signed in', async () => {
    expect((await ask({}, { authorization: '' })).status).toBe(401);
    expect((await ask({}, { host: 'evil.example' })).status).toBe(403);
    expect(await (await ask({ subject: "plan:' OR 1=1 --" })).json()).toEqual([]);
  });
});
