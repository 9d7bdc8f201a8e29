import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type AuditRow, CSV_HEAD, csvLine, jsonLine } from '@/lib/approval/audit-row';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import type { Actor } from '@/lib/server/actor';
import { decide } from '@/lib/server/approval/decide';
import { waive } from '@/lib/server/approval/waive';
import { withdrawDecision } from '@/lib/server/approval/withdraw';
import { withdrawWaiver } from '@/lib/server/approval/withdraw-waiver';
import { recordAudit } from '@/lib/server/audit';
import { parseAuditQuery } from '@/lib/server/audit/audit-query';
import { exportAudit } from '@/lib/server/audit/export-audit';
import { listAudit } from '@/lib/server/audit/list-audit';
import { instance } from '@/lib/server/instance';
import { backToDraft } from '@/lib/server/plan/back-to-draft';
import { closePlan } from '@/lib/server/plan/close-plan';
import { commentOnStep } from '@/lib/server/plan/comment-on-step';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { readPlan } from '@/lib/server/plan/read-plan';
import { reopenPlan } from '@/lib/server/plan/reopen-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { restorePlan } from '@/lib/server/plan/restore-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { brokenPlan, hardKey } from '@/lib/server/test/broken-plan';
import { named, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

const ann = named('ann', ['planner']);
const bob = named('bob', ['approver']);
const vic = named('vic', ['viewer']);
const mal = named('mal', ['admin']);

const broken = brokenPlan();

const ask = (params: Record<string, string> = {}) => parseAuditQuery(new URLSearchParams(params));
const query = (sql: string) => instance().then(({ database }) => database.pool.query(sql));

describe('the log', () => {
  it('takes no change, no deletion and no emptying, by whatever way', async () => {
    const { prisma } = (await instance()).database;
    await createPlan(ann, { title: 'Kept', plan: rehearsalPlan() });
    const before = await listAudit(vic, ask());
    await expect(prisma.auditEntry.updateMany({ data: { actor: 'nobody' } })).rejects.toThrow(/append-only/);
    await expect(prisma.auditEntry.deleteMany()).rejects.toThrow(/append-only/);
    await expect(query('TRUNCATE "AuditEntry"')).rejects.toThrow(/append-only/);
    await expect(query(`DELETE FROM "AuditEntry" WHERE "actor" = 'ann'`)).rejects.toThrow(/append-only/);
    expect(before.length).toBeGreaterThan(0);
    expect(await listAudit(vic, ask())).toEqual(before);
  });

  it('holds no documents: what is too long is cut, with its length and hash', async () => {
    const { prisma } = (await instance()).database;
    const after = { text: 'x'.repeat(50_000) };
    await prisma.$transaction((tx) =>
      recordAudit(tx, { actor: 'ann', verb: 'test', subject: 'test:long', after }),
    );
    const [row] = await listAudit(vic, ask({ subject: 'test:long' }));
    expect(row?.after).toMatchObject({
      cut: true,
      characters: 50_011,
      sha256: expect.stringMatching(/^\w{64}$/),
    });
    expect(JSON.stringify(row).length).toBeLessThan(3_000);
  });
});

describe('an act whose audit row cannot be written', () => {
  const refuse = async () => {
    await query(`CREATE FUNCTION "refuse_mal"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'no room for this row'; END $$`);
    await query(`CREATE TRIGGER "refuse_mal" BEFORE INSERT ON "AuditEntry" FOR EACH ROW
      WHEN (NEW."actor" = 'mal') EXECUTE FUNCTION "refuse_mal"()`);
  };
  afterEach(() => query('DROP FUNCTION IF EXISTS "refuse_mal"() CASCADE'));

  /** Revision 3 of a plan in review that breaks a rule; mal declined it and bob waived the rule. */
  async function busyPlan(): Promise<PlanView> {
    const { id } = await createPlan(ann, { title: 'Busy', plan: rehearsalPlan() });
    const { digest, ...view } = await savePlan(ann, id, { plan: broken, baseRevision: 1 });
    await requestReview(ann, id, { digest });
    await decide(mal, id, { digest, decision: 'decline' });
    return waive(bob, id, { digest, key: hardKey({ digest, ...view }), reason: 'a marker' });
  }

  const acts: Record<string, (actor: Actor, plan: PlanView) => Promise<unknown>> = {
    save: (actor, { id, plan, revisionNo }) =>
      savePlan(actor, id, { plan: { ...plan, upgradeName: 'other' }, baseRevision: revisionNo }),
    restore: (actor, { id, revisionNo }) => restorePlan(actor, id, { no: 1, baseRevision: revisionNo }),
    'back to draft': (actor, { id }) => backToDraft(actor, id),
    approve: (actor, { id, digest }) => decide(actor, id, { digest, decision: 'approve' }),
    decline: (actor, { id, digest }) => decide(actor, id, { digest, decision: 'decline', reason: 'still' }),
    withdraw: (actor, { id }) => withdrawDecision(actor, id),
    'withdraw a waiver': (actor, view) => withdrawWaiver(actor, view.id, { key: hardKey(view) }),
    comment: (actor, { id }) => commentOnStep(actor, id, { stepId: 'nothing', text: 'hm' }),
    close: (actor, { id }) => closePlan(actor, id, { state: 'withdrawn', why: 'enough' }),
  };

  it.each(Object.keys(acts))('does not happen: %s', async (name) => {
    const before = await busyPlan();
    await refuse();
    await expect(acts[name]?.(mal, before)).rejects.toThrow(/no room for this row/);
    const after = await readPlan(vic, before.id);
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt });
    expect(after.updatedAt).toBe(before.updatedAt);
    await query('DROP FUNCTION "refuse_mal"() CASCADE');
    await acts[name]?.(mal, before);
    expect(await readPlan(vic, before.id)).not.toEqual(before);
  });

  it('does not happen: reopen', async () => {
    const { id } = await busyPlan();
    const closed = await closePlan(ann, id, { state: 'withdrawn', why: 'enough' });
    await refuse();
    await expect(reopenPlan(mal, id, { why: 'not enough' })).rejects.toThrow(/no room for this row/);
    expect(await readPlan(vic, id)).toEqual(closed);
  });

  it('does not happen: create, request review, waive', async () => {
    const { id, digest, ...view } = await createPlan(ann, { title: 'Draft', plan: broken });
    await refuse();
    const count = (await listPlans(vic)).length;
    await expect(createPlan(mal, { title: 'Never', plan: broken })).rejects.toThrow(/no room/);
    await expect(requestReview(mal, id, { digest })).rejects.toThrow(/no room/);
    const key = hardKey({ id, digest, ...view });
    await expect(waive(mal, id, { digest, key, reason: 'a marker' })).rejects.toThrow(/no room/);
    expect(await listPlans(vic)).toHaveLength(count);
    expect(await readPlan(vic, id)).toEqual({ id, digest, ...view });
  });
});

describe('questions to the log', () => {
  it('are by subject, its kind, actor, verb and time, newest first, a page at a time', async () => {
    const { id } = await createPlan(ann, { title: 'Asked', plan: rehearsalPlan() });
    for (const text of ['one', 'two', 'three']) await commentOnStep(vic, id, { stepId: 'upgrade-zoe', text });
    const subject = `plan:${id}`;
    const all = await listAudit(vic, ask({ subject }));
    expect(all.map(({ verb }) => verb)).toEqual(['comment', 'comment', 'comment', 'create-plan']);
    const [newest, second] = all;
    expect(await listAudit(vic, ask({ subject, count: '2' }))).toEqual(all.slice(0, 2));
    expect(await listAudit(vic, ask({ subject, before: second?.id ?? '' }))).toEqual(all.slice(2));
    expect(await listAudit(vic, ask({ subject, actor: 'ann' }))).toEqual(all.slice(3));
    expect(await listAudit(vic, ask({ subject, verb: 'comment' }))).toEqual(all.slice(0, 3));
    expect(await listAudit(vic, ask({ subject, until: '1000' }))).toEqual([]);
    expect(await listAudit(vic, ask({ subject, since: String(newest?.at) }))).toContainEqual(newest);
    expect((await listAudit(vic, ask({ subject: 'plan', count: '500' }))).map((row) => row.id)).toContain(
      newest?.id,
    );
    expect(await listAudit(vic, ask({ subject: 'run' }))).toEqual([]);
  });

  it('that are broken are refused by name; an empty filter filters nothing', () => {
    expect(() => ask({ since: 'yesterday' })).toThrow(/since/);
    expect(() => ask({ before: "1' OR 1" })).toThrow(/before/);
    expect(() => ask({ format: 'xls' })).toThrow(/format/);
    expect(ask({ actor: '' }).actor).toBeUndefined();
  });

  it('are for those who may read it', () =>
    expect(listAudit(named('nobody', []), ask())).rejects.toMatchObject({ code: 'forbidden' }));

  it('export everything, over pages, in both formats', async () => {
    const { prisma } = (await instance()).database;
    const many = Array.from({ length: 1_203 }, (_, i) => ({
      actor: 'ann',
      verb: '=cmd()',
      subject: `test:${i}`,
    }));
    await prisma.auditEntry.createMany({ data: many });
    const wanted = ask({ verb: '=cmd()' });
    const lines = (await new Response(exportAudit(vic, wanted, 'jsonl')).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).subject)).toEqual(
      many.map(({ subject }) => subject).toReversed(),
    );
    const [head, ...rows] = (await new Response(exportAudit(vic, wanted, 'csv')).text())
      .trimEnd()
      .split('\r\n');
    expect(head).toBe(CSV_HEAD.trimEnd());
    expect(rows).toHaveLength(1_203);
    expect(rows[0]).toContain(`"'=cmd()"`);
  });
});

/** Reads RFC 4180. */
function cells(csv: string): string[] {
  return [...csv.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)].map(([, text = '']) => text.replaceAll('""', '"'));
}

describe('a row as CSV', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('=1+1', '+1', '-1', '@x', '\t=1', '\r=1', '"', '", "=x', '＝1'),
  );
  const row: fc.Arbitrary<AuditRow> = fc.record({
    id: fc.nat().map(String),
    at: fc.nat(4e12),
    actor: text,
    verb: text,
    subject: text,
    before: fc.oneof(fc.constant(null), text, fc.jsonValue()),
    after: fc.constant(null),
    why: fc.option(text),
    digest: fc.constant(null),
  });

  it('has as many cells as its head, says all of it, and none that a spreadsheet would execute', () => {
    fc.assert(
      fc.property(row, (given) => {
        const read = cells(csvLine(given));
        expect(read).toHaveLength(cells(CSV_HEAD).length);
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
        const plain = read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''));
        expect(plain[2]).toBe(given.actor.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''));
        expect(plain[6]).toBe((given.why ?? '').replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''));
        expect(JSON.parse(jsonLine(given))).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });
});
