import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as RECONCILIATION } from '@/app/api/runs/[runId]/reconciliation/route';
import { DELETE, GET, POST } from '@/app/api/runs/[runId]/triage/route';
import { inventoryJson } from '@/lib/inventory/inventory-json';
import { drawInventory } from '@/lib/inventory/test/draw-inventory';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { DEFAULT_POLICY } from '@/lib/plan/policy';
import { plan as drawnPlan } from '@/lib/plan/test/draw-plan';
import type { Coverage } from '@/lib/reconcile/coverage';
import { decide } from '@/lib/server/approval/decide';
import { instance } from '@/lib/server/instance';
import { setPlanInventory } from '@/lib/server/inventory/plan-inventory';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { readPlan } from '@/lib/server/plan/read-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { insertRun } from '@/lib/server/run/create-run';
import { endRun } from '@/lib/server/run/end-run';
import { at, request, TestSource } from '@/lib/server/test/doors';
import { named, operator, TestInstance } from '@/lib/server/test/test-instance';
import { until } from '@/lib/server/test/until';
import { markFinding, withdrawMark } from '@/lib/server/triage/mark-finding';
import { type KeyParts, keyParts } from '@/lib/triage/finding-key';
import { Slog } from '@/lib/upgrade/draw-slog';
import { analysisOf } from '@/lib/upgrade/fold-text';

let test: TestInstance;
beforeAll(async () => {
  test = await TestInstance.open();
});
afterAll(() => test.close());

const plan = (vats: readonly string[]): Plan =>
  drawnPlan(vats.join(', '), { policy: { ...DEFAULT_POLICY, excludeEditors: false, needsCoverage: true } });

/** `bank` is upgraded; `board!` is rolled back. */
function slogOf(vats: readonly string[]): string {
  const slog = new Slog().start().vat('v2', 'vatAdmin', { dynamic: false });
  vats.forEach((vat, i) => slog.vat(`v${i + 6}`, vat.replace('!', '')));
  slog.block(4, (s) =>
    vats.forEach((vat, i) =>
      s.run(4, i, (run) =>
        run.upgrade({
          vatID: `v${i + 6}`,
          upgradeID: `up${i}`,
          from: 0,
          ...(vat.endsWith('!') ? { problem: 'Error: no' } : {}),
        }),
      ),
    ),
  );
  return slog.text();
}

async function rehearsed(view: PlanView, vats: readonly string[]): Promise<string> {
  const { env, database } = await instance();
  const rehearsal = { planId: view.id, planDigest: view.digest, planApproved: false, scenario: 'all-good' };
  const place = { database, dataDir: env.dataDir };
  const source = new TestSource(
    await insertRun(place, operator, { title: 'r', kind: 'rehearsal', rehearsal }),
  );
  const bytes = new TextEncoder().encode(slogOf(vats));
  await source.append(0, bytes);
  await endRun(operator, source.runId, null);
  await until(
    async () =>
      (await database.prisma.run.findUniqueOrThrow({ where: { id: source.runId } })).endedAt !== null,
  );
  return source.runId;
}

const made = (vats: readonly string[]) => createPlan(operator, { title: 'p', plan: plan(vats) });
const triageOf = async (runId: string) =>
  (await GET(request(`/api/runs/${runId}/triage`), at({ runId }))).json();
const rolledBack = (vats: readonly string[]): KeyParts => {
  const found = analysisOf(slogOf(vats)).findings.find(({ rule }) => rule === 'upgrade-rolled-back');
  if (!found) throw new Error('the drawn log holds a rolled-back upgrade');
  return keyParts(found);
};

describe('triage of a run', () => {
  it('accepting the blocker of a run that tried everything opens the gate, taking it back closes it', async () => {
    const draft = await made(['bank', 'board']);
    const { digest } = draft;
    await requestReview(operator, draft.id, { digest });
    const without = await decide(operator, draft.id, { digest, decision: 'approve' });
    expect(without.verdict.sentence).toBe('It needs a rehearsal of exactly this plan, and none has ended.');
    const runId = await rehearsed(draft, ['bank', 'board!']);
    const judged = await readPlan(operator, draft.id);
    expect(judged.verdict.sentence).toBe('Its rehearsal has 1 open blocker.');
    expect(judged.triage).toMatchObject({ runId, openBlockers: 1, newBlockers: 1 });
    const finding = rolledBack(['bank', 'board!']);
    const body = JSON.stringify({ kind: 'accepted', finding, reason: 'board is replaced in u24' });
    const after = await (
      await POST(request(`/api/runs/${runId}/triage`, { method: 'POST', body }), at({ runId }))
    ).json();
    expect(after.counts).toMatchObject({ accepted: 1, openBlockers: 0 });
    expect((await readPlan(operator, draft.id)).approved).toBe(true);
    expect((await listPlans(operator)).find(({ id }) => id === draft.id)?.approved).toBe(true);
    const gone = JSON.stringify({ id: after.marks[0].id });
    await DELETE(request(`/api/runs/${runId}/triage`, { method: 'DELETE', body: gone }), at({ runId }));
    expect((await readPlan(operator, draft.id)).approved).toBe(false);
  });

  it('a run that did not try everything does not open the gate, and says what is missing', async () => {
    const draft = await made(['bank', 'board']);
    await rehearsed(draft, ['bank']);
    const { prisma } = (await instance()).database;
    await prisma.plan.update({ where: { id: draft.id }, data: { state: 'in-review' } });
    const { verdict } = await readPlan(operator, draft.id);
    expect(verdict.uncovered).toMatch(
      /^Its rehearsal did not try 1 thing of the plan \(board: .*\) and has 1 open blocker\.$/,
    );
  });

  it('goes on to the next run of the plan, which knows what is new', async () => {
    const draft = await made(['bank', 'board']);
    const first = await rehearsed(draft, ['bank', 'board!']);
    await markFinding(operator, first, {
      kind: 'accepted',
      finding: rolledBack(['bank', 'board!']),
      reason: 'known',
    });
    const second = await rehearsed(draft, ['bank!', 'board!']);
    const view = await triageOf(second);
    expect([view.baseline.runId, view.marks.length]).toEqual([first, 1]);
    expect(view.counts).toMatchObject({ accepted: 1, openBlockers: 1, newBlockers: 1 });
  });

  it('writes an audit row with every act and none where nothing changes', async () => {
    const draft = await made(['bank!']);
    const runId = await rehearsed(draft, ['bank!']);
    const { prisma } = (await instance()).database;
    const verbs = async () =>
      (await prisma.auditEntry.findMany({ where: { subject: `plan:${draft.id}` }, orderBy: { id: 'asc' } }))
        .map(({ verb }) => verb)
        .slice(1);
    const accept = { kind: 'accepted', finding: rolledBack(['bank!']), reason: 'known' } as const;
    const view = await markFinding(operator, runId, accept);
    await markFinding(operator, runId, accept);
    await expect(markFinding(named('ann'), runId, accept)).rejects.toThrow('operator has said that already');
    const id = view.marks[0]?.id ?? '';
    await withdrawMark(operator, runId, { id });
    await withdrawMark(operator, runId, { id });
    await markFinding(operator, runId, { ...accept, kind: 'assigned', assignee: 'operator' });
    expect(await verbs()).toEqual(['accept-finding', 'withdraw-mark', 'assign-finding']);
  });

  it('refuses who may not, nobody’s name, no reason, and an acceptance that nothing carries', async () => {
    const draft = await made(['bank!']);
    const runId = await rehearsed(draft, ['bank!']);
    const finding = rolledBack(['bank!']);
    const accept = { kind: 'accepted', finding, reason: 'known' } as const;
    await expect(markFinding(named('vic', ['viewer']), runId, accept)).rejects.toThrow('Only a planner');
    await expect(markFinding(operator, runId, { ...accept, reason: '' })).rejects.toThrow('Say why');
    await expect(
      markFinding(operator, runId, { ...accept, kind: 'assigned', assignee: 'nobody' }),
    ).rejects.toThrow('nobody called');
    const { runId: alone } = await TestSource.create();
    await expect(markFinding(operator, alone, accept)).rejects.toThrow('has no plan');
    const noise = {
      ...accept,
      kind: 'benign',
      scope: { vat: null, pattern: null, everywhere: true },
    } as const;
    expect((await markFinding(operator, alone, noise)).marks).toHaveLength(1);
  });
});

describe('reconciliation of a run', () => {
  it('is what the rules say of its document; a run without a plan has none', async () => {
    const draft = await made(['bank', 'board']);
    const runId = await rehearsed(draft, ['bank']);
    const view = await (await RECONCILIATION(request('/'), at({ runId }))).json();
    expect(view.reconciliation.planned.map((row: { status: string }) => row.status)).toEqual([
      'done',
      'not-seen',
    ]);
    expect([view.coverage.covered, view.coverage.planned]).toEqual([1, 2]);
    expect(view.reconciliation.severed).toBeUndefined();
    const { runId: alone } = await TestSource.create();
    expect((await RECONCILIATION(request('/'), at({ runId: alone }))).status).toBe(404);
  });

  it('says who was to be severed and what is absent once the plan names an inventory', async () => {
    const draft = await made(['bank', 'board']);
    const runId = await rehearsed(draft, ['bank']);
    const gapsOf = (view: { coverage: Coverage }) => view.coverage.gaps.map(({ kind }) => kind);
    const read = async () => (await RECONCILIATION(request('/'), at({ runId }))).json();
    expect(gapsOf(await read())).not.toContain('vat-absent');
    const { prisma } = (await instance()).database;
    const drawn = drawInventory('v6 bank #0 dynamic | kp40>v9 | -\nv9 oracle #0 dynamic | - | -');
    const content = JSON.parse(JSON.stringify(inventoryJson(drawn)));
    const inventory = await prisma.inventory.create({
      data: { label: 'before', state: 'ready', content, createdBy: 'operator' },
    });
    await setPlanInventory(operator, draft.id, inventory.id);
    const view = await read();
    expect(view.reconciliation.severed).toMatchObject([
      {
        vatID: 'v6',
        predicted: 1,
        observed: 0,
        missing: [{ kpid: 'kp40', subscriber: 'v9', name: 'oracle' }],
      },
    ]);
    expect(gapsOf(view)).toContain('vat-absent');
  });
});
