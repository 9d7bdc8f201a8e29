import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as publicDoor } from '@/app/r/[token]/[[...path]]/route';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { FIRST_DETAILS } from '@/lib/report/details';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { createReport } from '@/lib/server/report/change-report';
import { changeLink, previewReport, publishReport } from '@/lib/server/report/publish-report';
import { answerReadersFirst } from '@/lib/server/report/readers-first';
import { request } from '@/lib/server/test/doors';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let here: TestInstance;
let server: Server;
let base: string;
let path: string;
let reportId: string;
/** What came through to the listener that stands for Next. */
let passed: string[] = [];

beforeAll(async () => {
  here = await TestInstance.open();
  answerReadersFirst(await instance());
  server = createServer((req, res) => {
    passed.push(`${req.method} ${req.url}`);
    const [, , token = '', ...parts] = (req.url ?? '').split('/');
    const asked = request(req.url ?? '', { headers: { authorization: '' } });
    publicDoor(asked, { params: Promise.resolve({ token, path: parts }) }).then(
      async (answer) => {
        res.writeHead(answer.status, Object.fromEntries(answer.headers));
        res.end(Buffer.from(await answer.arrayBuffer()));
      },
      (error: unknown) => res.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { id: planId } = await createPlan(operator, { title: 'Upgrade', plan: rehearsalPlan() });
  const draft = {
    title: 'R',
    planId,
    runIds: [],
    details: FIRST_DETAILS,
    now: null,
    referenceRunId: null,
    allowed: [],
    followRunId: null,
  };
  reportId = (await createReport(operator, draft)).id;
  const { hash } = await previewReport(operator, reportId);
  const { link } = await publishReport(operator, reportId, { hash });
  path = link.state === 'open' ? link.path : '';
});
afterAll(async () => {
  server.close();
  await here.close();
});

describe('a crowd on a public link', () => {
  it('is answered before Next once the link was opened, with the same bytes and headers', async () => {
    const first = await fetch(base + path);
    expect(passed).toEqual([`GET ${path}`]);
    const second = await fetch(base + path);
    expect(passed).toHaveLength(1);
    expect(await second.text()).toBe(await first.text());
    for (const name of [
      'content-type',
      'etag',
      'cache-control',
      'content-security-policy',
      'x-robots-tag',
      'vary',
    ])
      expect(second.headers.get(name), name).toBe(first.headers.get(name));
    const etag = second.headers.get('etag') ?? '';
    expect((await fetch(base + path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const many = await Promise.all(
      Array.from({ length: 300 }, () => fetch(base + path).then((r) => r.status)),
    );
    expect(new Set(many)).toEqual(new Set([200]));
    expect(passed).toHaveLength(1);
  });

  it('goes on to Next for what is not known, by another name of this server, or by another method', async () => {
    passed = [];
    const wrong = `/r/${'A'.repeat(32)}`;
    expect((await fetch(base + wrong)).status).toBe(404);
    expect((await fetch(`${base}${path}/v/9`)).status).toBe(404);
    await fetch(base + path, { method: 'HEAD' }).catch(() => {});
    expect(passed).toEqual([`GET ${wrong}`, `GET ${path}/v/9`, `HEAD ${path}`]);
  });

  it('finds nothing from the moment on in which the link is taken back', async () => {
    passed = [];
    await changeLink(operator, reportId, { act: 'revoke' });
    const gone = await fetch(base + path);
    const wrong = await fetch(`${base}/r/${'B'.repeat(32)}`);
    expect(gone.status).toBe(404);
    expect(await gone.text()).toBe(await wrong.text());
    expect(passed).toHaveLength(2);
  });
});
