import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as previewDoor } from '@/app/api/reports/[reportId]/preview/route';
import { GET as publicDoor } from '@/app/r/[token]/[[...path]]/route';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { FIRST_DETAILS } from '@/lib/report/details';
import { parseReport, reportHash } from '@/lib/report/report-file';
import type { ReportDraft, ReportView } from '@/lib/report/report-view';
import { compareStoredNodes } from '@/lib/server/compare/compare-stored-nodes';
import { compareStoredRuns } from '@/lib/server/compare/compare-stored-runs';
import { sha256 } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { createReport, deleteReport, listReports, saveReport } from '@/lib/server/report/change-report';
import { findChromium } from '@/lib/server/report/find-chromium';
import { changeLink, previewReport, publishReport } from '@/lib/server/report/publish-report';
import { runInput } from '@/lib/server/report/run-input';
import { endRun } from '@/lib/server/run/end-run';
import { readRun } from '@/lib/server/run/read-run';
import { at, request, TestSource } from '@/lib/server/test/doors';
import { sampleLog } from '@/lib/server/test/logs';
import { named, operator, TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';
import { markFinding } from '@/lib/server/triage/mark-finding';
import { keyParts } from '@/lib/triage/finding-key';

let server: TestInstance;
let planId: string;
let well: string;
let throws: string;

async function receive(sample: string, title: string): Promise<string> {
  const source = await TestSource.create({ title, kind: 'clone' });
  await source.append(0, sampleLog(sample));
  await endRun(operator, source.runId, null);
  await until(async () => (await readRun(operator, source.runId)).endedAt !== null);
  return source.runId;
}

beforeAll(async () => {
  server = await TestInstance.open();
  const plan = { ...rehearsalPlan(), target: { height: 1000 } };
  planId = (await createPlan(operator, { title: 'Upgrade 2', plan })).id;
  well = await receive('all-well', 'On node-7.example.internal');
  throws = await receive('throws', 'Throws');
});
afterAll(() => server.close());

const draft = (over: Partial<ReportDraft> = {}): ReportDraft => ({
  title: 'Upgrade 2 for validators',
  planId,
  runIds: [well],
  details: FIRST_DETAILS,
  now: { height: 900, at: 1_796_000_000_000, seconds: 6 },
  referenceRunId: null,
  allowed: [],
  followRunId: null,
  ...over,
});

async function published(over: Partial<ReportDraft> = {}): Promise<ReportView> {
  const { id } = await createReport(operator, draft(over));
  return publish(id);
}

async function publish(id: string, correction: string | null = null): Promise<ReportView> {
  const { hash } = await previewReport(operator, id);
  return publishReport(operator, id, { hash, correction });
}

const pathOf = ({ link }: ReportView): string =>
  link.state === 'open' ? link.path : `no link: ${link.state}`;

/** As somebody without a session or a token reads a public path. */
async function read(path: string, headers: Record<string, string> = {}): Promise<Response> {
  const [, , token = '', ...rest] = path.split('/');
  const params = { token, ...(rest.length > 0 ? { path: rest } : {}) };
  return publicDoor(request(path, { headers: { authorization: '', ...headers } }), {
    params: Promise.resolve(params),
  });
}

const audit = async (subject: string): Promise<string[]> => {
  const { prisma } = (await instance()).database;
  const rows = await prisma.auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } });
  return rows.map(({ verb }) => verb);
};

describe('a published report', () => {
  it('is read by anybody with the link in all four forms, which say the same hash', async () => {
    const view = await published();
    const path = pathOf(view);
    const hash = view.versions[0]?.hash ?? '';
    const html = await read(path);
    expect(html.status).toBe(200);
    expect(html.headers.get('x-robots-tag')).toContain('noindex');
    expect(html.headers.get('cache-control')).toMatch(/^public, max-age=/);
    const text = await html.text();
    expect(text).toContain(hash);
    expect(text).toContain('[host name]');
    expect(text).not.toContain('node-7');
    expect(await (await read(`${path}/report.md`)).text()).toContain(hash);
    const json = parseReport(await (await read(`${path}/report.json`)).text());
    expect(json.ok && reportHash(json.value, sha256)).toBe(hash);
    expect(await audit(`report:${view.id}`)).toEqual(['make-report', 'publish-report']);
  });

  it('is packed for who takes that, and not sent again to who has it', async () => {
    const path = pathOf(await published());
    const packed = await read(path, { 'accept-encoding': 'gzip, br' });
    expect(packed.headers.get('x-vatdeck-encoding')).toBe('br');
    const etag = packed.headers.get('etag') ?? '';
    expect((await read(path, { 'if-none-match': etag })).status).toBe(304);
  });

  it('never changes: the next version corrects it, and the old page says so', async () => {
    const first = await published();
    const path = pathOf(first);
    const before = await (await read(`${path}/report.json`)).text();
    await saveReport(operator, first.id, { draft: draft({ title: 'Corrected' }), draftNo: 1 });
    await expect(
      publishReport(operator, first.id, { hash: '0'.repeat(64), correction: 'x' }),
    ).rejects.toThrow(/not what you looked at/);
    await expect(publish(first.id)).rejects.toThrow(/must say what the new version corrects/);
    const second = await publish(first.id, 'the title');
    expect(second.versions.map(({ no }) => no)).toEqual([2, 1]);
    expect(pathOf(second)).toBe(path);
    expect(await (await read(`${path}/v/1/report.json`)).text()).toBe(before);
    expect(await (await read(`${path}/v/1`)).text()).toContain('Version 2 corrects this one');
    const { prisma } = (await instance()).database;
    await expect(
      prisma.reportVersion.updateMany({ where: { reportId: first.id }, data: { hash: 'x' } }),
    ).rejects.toThrow(/does not change/);
  });

  it('says how findings were judged, and what no rehearsal exercised', async () => {
    const [finding] = (await runInput(operator, throws)).analysis.findings;
    if (!finding) throw new Error('The sample has no finding.');
    const { rule } = finding;
    const reason = 'It is always so.';
    const scope = { vat: null, pattern: null, everywhere: true };
    await markFinding(operator, throws, { kind: 'benign', finding: keyParts(finding), scope, reason });
    const { report } = await previewReport(
      operator,
      (await createReport(operator, draft({ runIds: [throws] }))).id,
    );
    const judged = report.findings.filter((one) => one.rule === rule);
    expect(judged.length).toBeGreaterThan(0);
    for (const one of judged) expect(one).toMatchObject({ judged: 'benign', reason, by: 'operator' });
    const none = await previewReport(operator, (await createReport(operator, draft({ runIds: [] }))).id);
    expect(none.report.notRehearsed).toEqual(['Nothing was rehearsed.']);
  });

  it('opens nothing when its link is wrong, revoked or over: the same answer', async () => {
    const view = await published();
    const path = pathOf(view);
    const wrong = await read(`/r/${'A'.repeat(32)}`);
    await changeLink(operator, view.id, { act: 'revoke' });
    const over = await published();
    await changeLink(operator, over.id, { act: 'extend', expiresAt: Date.now() - 1000 });
    for (const answer of [
      wrong,
      await read(path),
      await read(pathOf(over)),
      await read('/r/x'),
      await read(`${path}/v/9`),
    ]) {
      expect(answer.status).toBe(404);
      expect(await answer.clone().text()).toBe(await wrong.clone().text());
      expect([...answer.headers]).toEqual([...wrong.headers]);
    }
    const renewed = await changeLink(operator, view.id, { act: 'renew' });
    expect(pathOf(renewed)).not.toBe(path);
    expect((await read(pathOf(renewed))).status).toBe(200);
    expect((await read(path)).status).toBe(404);
  });

  it('keeps no token: the database holds its hash', async () => {
    const view = await published();
    const token = pathOf(view).split('/')[2] ?? '';
    const { prisma } = (await instance()).database;
    const rows = await prisma.$queryRaw<unknown[]>`SELECT * FROM "Report"`;
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(token).toHaveLength(32);
  });

  it('follows the run of the upgrade and settles into what happened', async () => {
    const view = await published({ followRunId: throws });
    const text = await (await read(pathOf(view))).text();
    expect(text).toContain('5 of 6 planned vats upgraded');
    const json = parseReport(await (await read(`${pathOf(view)}/report.json`)).text());
    expect(
      json.ok && json.value.outcome?.vats.filter(({ outcome }) => outcome === 'rolled-back'),
    ).toHaveLength(1);
  });

  it.skipIf(findChromium(process.env) === null)('prints as a PDF with all that the page says', async () => {
    const view = await published({ runIds: [well, throws] });
    const answer = await read(`${pathOf(view)}/report.pdf`);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
    const { text, totalPages } = await extractText(pdf, { mergePages: true });
    expect(totalPages).toBeGreaterThan(2);
    expect(totalPages).toBeLessThan(15);
    for (const words of [
      'Expected halt',
      'Lines to expect',
      'What was not rehearsed',
      view.versions[0]?.hash.slice(0, 20) ?? '?',
    ])
      expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
  });
});

describe('who may not, and what cannot be', () => {
  const viewer = named('vera', ['viewer']);

  it('refuses a viewer, a change on an old draft and a publication of what has changed since', async () => {
    await expect(createReport(viewer, draft())).rejects.toThrow(
      /Only a planner or an admin may make a report/,
    );
    const { id } = await createReport(operator, draft());
    await expect(publishReport(viewer, id, { hash: '0'.repeat(64) })).rejects.toThrow(/may publish a report/);
    await saveReport(operator, id, { draft: draft({ title: 'two' }), draftNo: 1 });
    await expect(
      saveReport(operator, id, { draft: draft({ title: 'three' }), draftNo: 1 }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    const { hash } = await previewReport(operator, id);
    const plan = { ...rehearsalPlan(), target: { height: 2000 } };
    await savePlan(operator, planId, { plan, baseRevision: 1 });
    await expect(publishReport(operator, id, { hash })).rejects.toThrow(/not what you looked at/);
  });

  it('deletes what was never published, and only that', async () => {
    const { id } = await createReport(operator, draft());
    await deleteReport(operator, id);
    expect((await listReports(operator)).some((report) => report.id === id)).toBe(false);
    await expect(deleteReport(operator, (await published()).id)).rejects.toThrow(/was published and is kept/);
  });

  it('shows the draft only to who is signed in', async () => {
    const { id } = await createReport(operator, draft());
    const nobody = request(`/api/reports/${id}/preview?form=html`, { headers: { authorization: '' } });
    expect((await previewDoor(nobody, at({ reportId: id }))).status).toBe(401);
    const answer = await previewDoor(request(`/api/reports/${id}/preview?form=html`), at({ reportId: id }));
    expect(await answer.text()).toContain('A draft, not published');
  });
});

describe('stored runs', () => {
  it('are compared', async () => {
    const { kinds } = await compareStoredRuns(operator, [well], [throws]);
    expect(kinds.find(({ kind }) => kind === 'outcome')).toMatchObject({ a: 'upgraded', b: 'rolled-back' });
  });
});

describe('two nodes', () => {
  it('are compared crank by crank from what was received of them', async () => {
    expect(await compareStoredNodes(operator, well, well)).toMatchObject({ divergence: null });
    const { shared, divergence } = await compareStoredNodes(operator, well, throws);
    expect(shared).toBeGreaterThan(10);
    expect(divergence?.rawA.length).toBeGreaterThan(0);
    expect(divergence?.rawA).not.toEqual(divergence?.rawB);
  });
});
