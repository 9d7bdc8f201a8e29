import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUT } from '@/app/api/runs/[runId]/plan/route';
import { GET as RECONCILIATION } from '@/app/api/runs/[runId]/reconciliation/route';
import { POST } from '@/app/api/runs/route';
import type { RunRow } from '@/lib/live/run-row';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { DEFAULT_POLICY } from '@/lib/plan/policy';
import { plan as drawnPlan } from '@/lib/plan/test/draw-plan';
import { decide } from '@/lib/server/approval/decide';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { readPlan } from '@/lib/server/plan/read-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { savePlan } from '@/lib/server/plan/save-plan';
import { insertRun } from '@/lib/server/run/create-run';
import { endRun } from '@/lib/server/run/end-run';
import { listRuns } from '@/lib/server/run/list-runs';
import { readRun } from '@/lib/server/run/read-run';
import { at, request, TestSource } from '@/lib/server/test/doors';
import { operator, TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';
import { Slog } from '@/lib/upgrade/draw-slog';

let test: TestInstance;
beforeAll(async () => {
  test = await TestInstance.open();
});
afterAll(() => test.close());

const planOf = (...vats: readonly string[]): Plan =>
  drawnPlan(vats.join(', '), { policy: { ...DEFAULT_POLICY, excludeEditors: false, needsCoverage: true } });
const made = (...vats: readonly string[]): Promise<PlanView> =>
  createPlan(operator, { title: `Upgrade ${vats.join()}`, plan: planOf(...vats) });

/** A log that upgrades `bank`. */
const LOG = new Slog()
  .start()
  .vat('v6', 'bank')
  .block(4, (s) => s.run(4, 0, (run) => run.upgrade({ vatID: 'v6', upgradeID: 'up1', from: 0 })))
  .text();

const post = (body: unknown) =>
  POST(request('/api/runs', { method: 'POST', body: JSON.stringify(body) }), at({}));
const put = async (runId: string, plan: unknown, shown: unknown = null) => {
  const body = JSON.stringify({ plan, shown });
  const answer = await PUT(request(`/api/runs/${runId}/plan`, { method: 'PUT', body }), at({ runId }));
  return { status: answer.status, body: await answer.json() };
};
const named = ({ id, digest }: PlanView) => ({ id, digest });

/** A run of a clone that is sent whole. */
async function sent(plan?: { id: string; digest?: string }): Promise<RunRow> {
  const answer = await post({ title: 'clone', kind: 'clone', plan });
  expect(answer.status).toBe(201);
  const source = new TestSource(await answer.json());
  await source.append(0, new TextEncoder().encode(LOG));
  await endRun(operator, source.runId, null);
  await until(async () => (await readRun(operator, source.runId)).endedAt !== null);
  return readRun(operator, source.runId);
}

const audit = async (runId: string) =>
  (await instance()).database.prisma.auditEntry.findMany({
    where: { subject: `run:${runId}` },
    orderBy: { id: 'asc' },
  });

describe('the plan of a run', () => {
  it('is named when the run is made, at its digest of now, with what it was approved for', async () => {
    const plan = await made('bank');
    const run = await sent({ id: plan.id });
    expect(run).toMatchObject({
      planId: plan.id,
      planTitle: plan.title,
      planDigest: plan.digest,
      planApproved: false,
      upgradesPlanned: null,
    });
    expect((await listRuns(operator)).find(({ id }) => id === run.id)?.planTitle).toBe(plan.title);
    expect((await audit(run.id))[0]).toMatchObject({ verb: 'create-run', digest: plan.digest });
    const view = await (await RECONCILIATION(request('/'), at({ runId: run.id }))).json();
    expect(view.reconciliation.planned).toMatchObject([{ vat: 'bank', status: 'done' }]);
  });

  it('may be at the digest of an older revision, and at no other', async () => {
    const plan = await made('bank');
    const next = await savePlan(operator, plan.id, { plan: planOf('bank', 'board'), baseRevision: 1 });
    expect(await sent(named(plan))).toMatchObject({ planDigest: plan.digest, planApproved: null });
    expect((await sent({ id: plan.id })).planDigest).toBe(next.digest);
    const strange = await post({ title: 't', kind: 'clone', plan: { id: plan.id, digest: 'f'.repeat(64) } });
    expect(strange.status).toBe(400);
    expect((await strange.json()).error.message).toContain('No revision of "Upgrade bank" has the digest');
    const nowhere = await post({ title: 't', kind: 'clone', plan: { id: 'nowhere' } });
    expect(nowhere.status).toBe(404);
  });

  it('of a clone opens the gate of exactly that digest', async () => {
    const plan = await made('bank');
    await requestReview(operator, plan.id, { digest: plan.digest });
    await decide(operator, plan.id, { digest: plan.digest, decision: 'approve' });
    const unplanned = await sent();
    expect((await readPlan(operator, plan.id)).approved).toBe(false);
    const { status, body } = await put(unplanned.id, named(plan));
    expect([status, body.planDigest, body.planApproved]).toEqual([200, plan.digest, null]);
    expect((await readPlan(operator, plan.id)).approved).toBe(true);
    expect((await readPlan(operator, plan.id)).triage).toMatchObject({ runId: unplanned.id });
    // Another plan's run says nothing of this one any more.
    const other = await made('bank', 'board');
    await put(unplanned.id, named(other), named(plan));
    expect((await readPlan(operator, plan.id)).approved).toBe(false);
    const uncovered = await (await RECONCILIATION(request('/'), at({ runId: unplanned.id }))).json();
    expect(uncovered.coverage).toMatchObject({ covered: 1, planned: 2 });
    await put(unplanned.id, null, named(other));
    expect((await RECONCILIATION(request('/'), at({ runId: unplanned.id }))).status).toBe(404);
  });

  it('is written with its audit row, on what was seen, and once', async () => {
    const [plan, other] = [await made('bank'), await made('board')];
    const run = await sent();
    expect((await put(run.id, named(plan))).status).toBe(200);
    expect((await put(run.id, named(plan))).status).toBe(200);
    const late = await put(run.id, named(other));
    expect([late.status, late.body.error.message]).toEqual([
      409,
      'Somebody gave "clone" another plan since you looked.',
    ]);
    const rows = (await audit(run.id)).filter(({ verb }) => verb === 'set-run-plan');
    expect(rows).toMatchObject([
      {
        actor: 'operator',
        digest: plan.digest,
        before: { planId: null, planDigest: null },
        after: { planId: plan.id, planDigest: plan.digest },
      },
    ]);
    const both = await Promise.all([put(run.id, named(other), named(plan)), put(run.id, null, named(plan))]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it('of a run that waits says whether it was approved at the start', async () => {
    const plan = await made('bank');
    const { runId } = await (await post({ title: 'waits', kind: 'mainnet' })).json();
    expect((await put(runId, named(plan))).body).toMatchObject({ planApproved: false });
  });

  it('stays where the kernel was given it, and where a report shows what was executed', async () => {
    const plan = await made('bank');
    const { env, database } = await instance();
    const rehearsal = {
      planId: plan.id,
      planDigest: plan.digest,
      planApproved: false,
      scenario: 'all-well',
    };
    const { runId } = await insertRun({ database, dataDir: env.dataDir }, operator, {
      title: 'r',
      kind: 'rehearsal',
      rehearsal,
    });
    const refused = await put(runId, null, named(plan));
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      '"r" was rehearsed here: its plan is what the kernel was given.',
    ]);
    const run = await sent({ id: plan.id });
    const draft = { title: 'For validators', planId: plan.id, runIds: [run.id], followRunId: null };
    const report = await database.prisma.report.create({
      data: { title: draft.title, planId: plan.id, draft, createdBy: 'operator' },
    });
    expect((await put(run.id, null, named(plan))).body.error.message).toBe(
      'The report "For validators" shows what "clone" executed.',
    );
    const { sha256 } = await database.prisma.run.findUniqueOrThrow({ where: { id: run.id } });
    await database.prisma.report.update({
      where: { id: report.id },
      data: { draft: { ...draft, runIds: [] } },
    });
    await database.prisma.reportVersion.create({
      data: {
        reportId: report.id,
        no: 1,
        hash: 'h',
        content: { rehearsals: [{ sha256 }] },
        plan: {},
        publishedBy: 'operator',
      },
    });
    expect((await put(run.id, null, named(plan))).status).toBe(409);
  });
});
