import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveStep } from '@/lib/plan/move-step';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { decide } from '@/lib/server/approval/decide';
import { withdrawDecision } from '@/lib/server/approval/withdraw';
import { isServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { readPlan } from '@/lib/server/plan/read-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { seedPlan } from '@/lib/server/plan/seed-plan';
import { named, operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
let plan: PlanView;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());
beforeEach(async () => {
  plan = await createPlan(operator, { title: 'Upgrade', plan: rehearsalPlan() });
});

const ann = named('ann');
const bob = named('bob');
const moved = (view: PlanView, stepId: string, to: number) => ({
  plan: { ...view.plan, steps: moveStep(view.plan.steps, { stepId, to }) },
  baseRevision: view.revisionNo,
});

async function auditOf(planId: string) {
  const { prisma } = (await instance()).database;
  return prisma.auditEntry.findMany({ where: { subject: `plan:${planId}` }, orderBy: { id: 'asc' } });
}

/** The refusal's code, or "done". */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (isServerError(error)) return error.code;
      throw error;
    },
  );

describe('a plan', () => {
  it('is seeded once on an empty database, also by servers that start together', async () => {
    const { database } = await instance();
    await database.prisma.plan.deleteMany();
    await Promise.all([seedPlan(database), seedPlan(database)]);
    await seedPlan(database);
    expect((await listPlans(operator)).map(({ title, author, state }) => [title, author, state])).toEqual([
      ['Rehearsal upgrade', 'vatdeck', 'draft'],
    ]);
  });

  it('gets a revision for a change and leaves a trace of it; a change of nothing leaves none', async () => {
    const saved = await savePlan(ann, plan.id, { ...moved(plan, 'upgrade-bank', 0), why: 'bank first' });
    expect(saved).toMatchObject({ revisionNo: 2, author: 'ann' });
    expect(saved.digest).not.toBe(plan.digest);
    expect(await savePlan(ann, plan.id, { plan: saved.plan, baseRevision: 2 })).toEqual(saved);
    const rows = await auditOf(plan.id);
    expect(rows.map(({ actor, verb, why }) => [actor, verb, why])).toEqual([
      ['operator', 'create-plan', null],
      ['ann', 'save-plan', 'bank first'],
    ]);
    expect(rows[1]).toMatchObject({
      digest: saved.digest,
      before: { revisionNo: 1 },
      after: { revisionNo: 2, approvals: 'clear' },
    });
  });

  it('refuses a change made to an older revision, and shows the current one', async () => {
    const current = await savePlan(ann, plan.id, moved(plan, 'upgrade-bank', 0));
    const late = savePlan(bob, plan.id, moved(plan, 'upgrade-zoe', 0));
    await expect(late).rejects.toMatchObject({ code: 'conflict', detail: { current } });
    expect(await readPlan(operator, plan.id)).toEqual(current);
    expect(await auditOf(plan.id)).toHaveLength(2);
  });

  it('is not found by a wrong id', () =>
    expect(outcome(readPlan(operator, 'nope'))).resolves.toBe('not-found'));
});

describe('a decision', () => {
  it('counts for its digest: a rename keeps it, another order makes it stale, the old order brings it back', async () => {
    const approved = await decide(ann, plan.id, {
      digest: plan.digest,
      decision: 'approve',
      reason: 'looks right',
    });
    expect(approved).toMatchObject({
      approved: true,
      approvals: [{ actor: 'ann', stale: false, reason: 'looks right' }],
    });
    const renamed = await savePlan(bob, plan.id, { plan: plan.plan, baseRevision: 1, title: 'Other name' });
    expect(renamed).toMatchObject({ approved: true, revisionNo: 2 });
    const changed = await savePlan(bob, plan.id, moved(renamed, 'upgrade-bank', 0));
    expect(changed).toMatchObject({ approved: false, approvals: [{ stale: true }] });
    const back = await savePlan(bob, plan.id, moved(changed, 'upgrade-bank', 1));
    expect(back).toMatchObject({ approved: true, digest: plan.digest });
  });

  it('on another digest than the plan’s is refused and leaves nothing', async () => {
    const changed = await savePlan(bob, plan.id, moved(plan, 'upgrade-bank', 0));
    const late = decide(ann, plan.id, { digest: plan.digest, decision: 'approve' });
    await expect(late).rejects.toMatchObject({ code: 'conflict', detail: { current: changed } });
    expect((await readPlan(operator, plan.id)).approvals).toEqual([]);
    expect(await auditOf(plan.id)).toHaveLength(2);
  });

  it('takes the place of the actor’s own older one; the same again changes nothing; withdrawing ends it', async () => {
    const digest = plan.digest;
    await decide(ann, plan.id, { digest, decision: 'approve' });
    await decide(ann, plan.id, { digest, decision: 'approve' });
    await decide(bob, plan.id, { digest, decision: 'approve' });
    const declined = await decide(ann, plan.id, { digest, decision: 'decline', reason: 'wait' });
    expect(declined.approved).toBe(false);
    expect(
      declined.approvals.filter(({ withdrawnAt }) => withdrawnAt === null).map((a) => [a.actor, a.decision]),
    ).toEqual([
      ['bob', 'approve'],
      ['ann', 'decline'],
    ]);
    expect((await withdrawDecision(ann, plan.id)).approved).toBe(true);
    await withdrawDecision(ann, plan.id);
    expect((await auditOf(plan.id)).map(({ actor, verb }) => `${actor} ${verb}`)).toEqual([
      'operator create-plan',
      'ann approve',
      'bob approve',
      'ann decline',
      'ann withdraw',
    ]);
  });

  it('is not possible on a plan that is closed', async () => {
    const { prisma } = (await instance()).database;
    await prisma.plan.update({ where: { id: plan.id }, data: { state: 'withdrawn' } });
    expect(await outcome(decide(ann, plan.id, { digest: plan.digest, decision: 'approve' }))).toBe(
      'conflict',
    );
    expect(await outcome(savePlan(ann, plan.id, moved(plan, 'upgrade-bank', 0)))).toBe('conflict');
  });
});

describe('several at once', () => {
  type Act = (view: PlanView) => Promise<unknown>;
  const acts: Record<string, Act> = {
    'ann moves': (view) => savePlan(ann, view.id, moved(view, 'upgrade-bank', 0)),
    'bob moves': (view) => savePlan(bob, view.id, moved(view, 'upgrade-zoe', 0)),
    'ann approves': (view) => decide(ann, view.id, { digest: view.digest, decision: 'approve' }),
    'bob approves': (view) => decide(bob, view.id, { digest: view.digest, decision: 'approve' }),
    'bob declines': (view) => decide(bob, view.id, { digest: view.digest, decision: 'decline' }),
    'ann withdraws': (view) => withdrawDecision(ann, view.id),
  };

  it('leave exactly what their order in the audit says, whatever the interleaving', async () => {
    const some = fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(some, async (names) => {
        const before = await createPlan(operator, { title: 'Race', plan: rehearsalPlan() });
        const outcomes = await Promise.all(
          names.map((name) => outcome(acts[name]?.(before) ?? Promise.resolve())),
        );
        const after = await readPlan(operator, before.id);
        const rows = (await auditOf(before.id)).slice(1);
        const saves = rows.filter(({ verb }) => verb === 'save-plan');
        // One change wins at most; the others are told. The digest of whatever was approved was the plan's at that moment.
        expect(saves.length).toBe(after.revisionNo - 1);
        expect(saves.length).toBeLessThanOrEqual(1);
        if (names.some((name) => name.endsWith('moves'))) expect(saves).toHaveLength(1);
        const moves = names.flatMap((name, i) => (name.endsWith('moves') ? [outcomes[i]] : []));
        expect(moves.filter((said) => said === 'done').length).toBe(saves.length);
        const firstSave = saves[0]?.id ?? BigInt(Number.MAX_SAFE_INTEGER);
        for (const row of rows)
          if (row.verb === 'approve' || row.verb === 'decline') {
            expect(row.digest).toBe(before.digest);
            expect(row.id < firstSave).toBe(true);
          }
        const standing = after.approvals
          .filter(({ withdrawnAt }) => withdrawnAt === null)
          .map(({ actor }) => actor);
        expect(new Set(standing).size).toBe(standing.length);
        expect(after.approved).toBe(
          saves.length === 0 && approvedBy(rows.map(({ actor, verb }) => [actor, verb])),
        );
      }),
      { numRuns: 60 },
    );
  });

  /** What the acts in their recorded order come to. */
  function approvedBy(rows: readonly (readonly [actor: string, verb: string])[]): boolean {
    const stands = new Map<string, string>();
    for (const [actor, verb] of rows) {
      if (verb === 'withdraw') stands.delete(actor);
      else stands.set(actor, verb);
    }
    const all = [...stands.values()];
    return all.includes('approve') && !all.includes('decline');
  }
});
