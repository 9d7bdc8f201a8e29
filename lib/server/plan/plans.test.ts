import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { codeStep } from '@/lib/plan/test/draw-plan';
import type { Actor } from '@/lib/server/actor';
import { decide } from '@/lib/server/approval/decide';
import { waive } from '@/lib/server/approval/waive';
import { withdrawDecision } from '@/lib/server/approval/withdraw';
import { withdrawWaiver } from '@/lib/server/approval/withdraw-waiver';
import { isServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { backToDraft } from '@/lib/server/plan/back-to-draft';
import { closePlan } from '@/lib/server/plan/close-plan';
import { commentOnStep } from '@/lib/server/plan/comment-on-step';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listComments } from '@/lib/server/plan/list-comments';
import { listPlans } from '@/lib/server/plan/list-plans';
import { readPlan } from '@/lib/server/plan/read-plan';
import { reopenPlan } from '@/lib/server/plan/reopen-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { restorePlan } from '@/lib/server/plan/restore-plan';
import { listRevisions, readRevision } from '@/lib/server/plan/revisions';
import { savePlan } from '@/lib/server/plan/save-plan';
import { seedPlan } from '@/lib/server/plan/seed-plan';
import { brokenPlan, hardKey } from '@/lib/server/test/broken-plan';
import { movedStep } from '@/lib/server/test/moved-step';
import { named, operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
/** Ann's plan, in review. */
let plan: PlanView;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

const ann = named('ann', ['planner', 'approver']);
const eve = named('eve', ['planner']);
const bob = named('bob', ['approver']);
const cid = named('cid', ['approver']);
const vic = named('vic', ['viewer']);

const inReview = async (content: Plan): Promise<PlanView> => {
  const made = await createPlan(ann, { title: 'Upgrade', plan: content });
  return requestReview(ann, made.id, { digest: made.digest });
};
beforeEach(async () => {
  plan = await inReview(rehearsalPlan());
});

const approve = (actor: Actor, { id, digest }: PlanView) =>
  decide(actor, id, { digest, decision: 'approve' });

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
    const saved = await savePlan(eve, plan.id, { ...movedStep(plan, 'upgrade-bank', 0), why: 'bank first' });
    expect(saved).toMatchObject({
      revisionNo: 2,
      author: 'eve',
      state: 'in-review',
      editors: ['ann', 'eve'],
    });
    expect(saved.digest).not.toBe(plan.digest);
    expect(await savePlan(eve, plan.id, { plan: saved.plan, baseRevision: 2 })).toEqual(saved);
    const rows = await auditOf(plan.id);
    expect(rows.map(({ actor, verb, why }) => [actor, verb, why])).toEqual([
      ['ann', 'create-plan', null],
      ['ann', 'request-review', null],
      ['eve', 'save-plan', 'bank first'],
    ]);
    expect(rows[2]).toMatchObject({
      digest: saved.digest,
      before: { revisionNo: 1, digest: plan.digest },
      after: { revisionNo: 2, approvals: 'clear', changes: [expect.stringMatching(/bank/i)] },
    });
  });

  it('refuses a change made to an older revision, and shows the current one', async () => {
    const current = await savePlan(ann, plan.id, movedStep(plan, 'upgrade-bank', 0));
    const late = savePlan(eve, plan.id, movedStep(plan, 'upgrade-zoe', 0));
    await expect(late).rejects.toMatchObject({ code: 'conflict', detail: { current } });
    expect(await readPlan(operator, plan.id)).toEqual(current);
    expect(await auditOf(plan.id)).toHaveLength(3);
  });

  it('is not found by a wrong id', () =>
    expect(outcome(readPlan(operator, 'nope'))).resolves.toBe('not-found'));

  it('in a list has no content, and stands there as on its page', async () => {
    await approve(bob, plan);
    const {
      plan: _,
      approvals,
      violations,
      waivers,
      revisions,
      commentCounts,
      lastApproved,
      inventory,
      triage,
      ...head
    } = await readPlan(vic, plan.id);
    expect((await listPlans(vic)).find(({ id }) => id === plan.id)).toEqual(head);
    expect([approvals.length, violations, waivers, revisions.length, commentCounts]).toEqual([
      1,
      [],
      [],
      1,
      {},
    ]);
    expect(lastApproved).toEqual({ digest: plan.digest, revisionNo: 1 });
    expect([inventory, triage]).toEqual([null, null]);
  });
});

describe('the states', () => {
  it('go from draft to review and back, and end for good, each with its reason', async () => {
    const draft = await backToDraft(eve, plan.id);
    expect(draft).toMatchObject({ state: 'draft', reviewRequestedBy: null });
    expect(await outcome(backToDraft(eve, plan.id))).toBe('conflict');
    expect(await outcome(approve(bob, plan))).toBe('conflict');
    const again = await requestReview(eve, plan.id, { digest: plan.digest });
    expect(again).toMatchObject({ state: 'in-review', reviewRequestedBy: 'eve' });
    const closed = await closePlan(eve, plan.id, { state: 'superseded', why: 'u2 is the plan now' });
    expect(closed).toMatchObject({ state: 'superseded', approved: false });
    const { id, digest } = closed;
    const refused = [
      savePlan(ann, id, movedStep(closed, 'upgrade-bank', 0)),
      approve(bob, closed),
      requestReview(ann, id, { digest }),
      backToDraft(ann, id),
      restorePlan(ann, id, { no: 1, baseRevision: 1 }),
      commentOnStep(vic, id, { stepId: 'upgrade-bank', text: 'late' }),
      closePlan(ann, id, { state: 'withdrawn', why: 'again' }),
    ];
    expect(new Set(await Promise.all(refused.map(outcome)))).toEqual(new Set(['conflict']));
    expect((await auditOf(id)).at(-1)).toMatchObject({ verb: 'close-plan', why: 'u2 is the plan now' });
  });

  it('of a closed plan come back as a draft, with the reason, its decisions kept', async () => {
    const { id, digest } = plan;
    expect(await outcome(reopenPlan(eve, id, { why: 'it is open' }))).toBe('conflict');
    await approve(bob, plan);
    const moved = await savePlan(ann, id, movedStep(plan, 'upgrade-bank', 0));
    await closePlan(ann, id, { state: 'withdrawn', why: 'the release is off' });
    for (const nobody of [vic, bob])
      expect(await outcome(reopenPlan(nobody, id, { why: 'mine' }))).toBe('forbidden');
    const again = await reopenPlan(eve, id, { why: 'the release is on again' });
    expect(again).toMatchObject({ state: 'draft', reviewRequestedBy: null, digest: moved.digest });
    expect(again.approvals).toMatchObject([{ actor: 'bob', digest, stale: true, withdrawnAt: null }]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      verb: 'reopen-plan',
      actor: 'eve',
      why: 'the release is on again',
      before: { state: 'withdrawn' },
      after: { state: 'draft' },
    });
    await restorePlan(ann, id, { no: 1, baseRevision: again.revisionNo });
    expect((await requestReview(ann, id, { digest })).approved).toBe(true);
  });

  it('ask for a review of what was seen', async () => {
    await backToDraft(ann, plan.id);
    await savePlan(ann, plan.id, movedStep(plan, 'upgrade-bank', 0));
    expect(await outcome(requestReview(eve, plan.id, { digest: plan.digest }))).toBe('conflict');
  });

  it('an approved plan that goes back to draft is not approved, and is again in review', async () => {
    expect((await approve(bob, plan)).approved).toBe(true);
    expect((await backToDraft(ann, plan.id)).approved).toBe(false);
    expect((await requestReview(ann, plan.id, { digest: plan.digest })).approved).toBe(true);
  });
});

describe('a decision', () => {
  it('counts for its digest: a rename keeps it, another order makes it stale, the old order brings it back', async () => {
    const approved = await decide(bob, plan.id, {
      digest: plan.digest,
      decision: 'approve',
      reason: 'looks right',
    });
    expect(approved).toMatchObject({
      approved: true,
      verdict: { sentence: 'Approved by bob.' },
      approvals: [{ actor: 'bob', stale: false, reason: 'looks right', revisionNo: 1 }],
    });
    const notes = { ...plan.plan, notes: 'read this' };
    const renamed = await savePlan(eve, plan.id, { plan: notes, baseRevision: 1, title: 'Other name' });
    expect(renamed).toMatchObject({ approved: true, revisionNo: 2, title: 'Other name', editors: ['ann'] });
    const changed = await savePlan(eve, plan.id, movedStep(renamed, 'upgrade-bank', 0));
    expect(changed).toMatchObject({ approved: false, approvals: [{ stale: true }], editors: ['ann', 'eve'] });
    expect(changed.lastApproved).toEqual({ digest: plan.digest, revisionNo: 2 });
    const back = await savePlan(eve, plan.id, movedStep(changed, 'upgrade-bank', 1));
    expect(back).toMatchObject({ approved: true, digest: plan.digest });
  });

  it('is not for whoever made or edited the plan, nor for those without the role', async () => {
    expect(await outcome(approve(ann, plan))).toBe('forbidden');
    for (const actor of [eve, vic]) expect(await outcome(approve(actor, plan))).toBe('forbidden');
    expect(await outcome(savePlan(bob, plan.id, movedStep(plan, 'upgrade-bank', 0)))).toBe('forbidden');
    const declined = await decide(ann, plan.id, { digest: plan.digest, decision: 'decline' });
    expect(declined.verdict.declinedBy).toEqual(['ann']);
    expect((await auditOf(plan.id)).map(({ verb }) => verb)).toEqual([
      'create-plan',
      'request-review',
      'decline',
    ]);
  });

  it('keeps the roles it was made with, and the policy of its digest', async () => {
    const policy = { ...plan.plan.policy, needs: [{ roles: ['approver' as const], count: 2 }] };
    const strict = await savePlan(eve, plan.id, { plan: { ...plan.plan, policy }, baseRevision: 1 });
    expect(strict.digest).not.toBe(plan.digest);
    await approve(named('dan', ['admin']), strict);
    await approve(bob, strict);
    expect((await readPlan(vic, plan.id)).verdict.needs).toEqual([{ ...policy.needs[0], have: ['bob'] }]);
    expect((await approve(cid, strict)).verdict.sentence).toBe('Approved by bob and cid.');
  });

  it('on another digest than the plan’s is refused and leaves nothing', async () => {
    const changed = await savePlan(eve, plan.id, movedStep(plan, 'upgrade-bank', 0));
    const late = approve(bob, plan);
    await expect(late).rejects.toMatchObject({ code: 'conflict', detail: { current: changed } });
    expect((await readPlan(operator, plan.id)).approvals).toEqual([]);
    expect(await auditOf(plan.id)).toHaveLength(3);
  });

  it('takes the place of the actor’s own older one; the same again changes nothing; withdrawing ends it', async () => {
    await approve(bob, plan);
    await approve(bob, plan);
    await approve(cid, plan);
    const declined = await decide(bob, plan.id, { digest: plan.digest, decision: 'decline', reason: 'wait' });
    expect(declined.approved).toBe(false);
    expect(
      declined.approvals.filter(({ withdrawnAt }) => withdrawnAt === null).map((a) => [a.actor, a.decision]),
    ).toEqual([
      ['cid', 'approve'],
      ['bob', 'decline'],
    ]);
    expect((await withdrawDecision(bob, plan.id)).approved).toBe(true);
    await withdrawDecision(bob, plan.id);
    expect((await auditOf(plan.id)).slice(2).map(({ actor, verb }) => `${actor} ${verb}`)).toEqual([
      'bob approve',
      'cid approve',
      'bob decline',
      'bob withdraw',
    ]);
  });
});

describe('a waiver', () => {
  let broken: PlanView;
  beforeEach(async () => {
    broken = await inReview(brokenPlan());
  });
  const waiveIt = (actor: Actor, view: PlanView, reason = 'it is a marker') =>
    waive(actor, view.id, { digest: view.digest, key: hardKey(view), reason });

  it('of a second person lets a violated hard rule stand; until then nobody approves', async () => {
    expect(broken.verdict.open).toEqual([hardKey(broken)]);
    expect(await outcome(approve(bob, broken))).toBe('conflict');
    expect(await outcome(waiveIt(ann, broken))).toBe('forbidden');
    expect(await outcome(waiveIt(eve, broken))).toBe('forbidden');
    const waived = await waiveIt(cid, broken);
    expect(waived).toMatchObject({
      verdict: { open: [] },
      waivers: [{ actor: 'cid', reason: 'it is a marker', holds: true, why: null, revisionNo: 1 }],
    });
    expect((await approve(bob, waived)).approved).toBe(true);
    expect(await outcome(waiveIt(bob, waived))).toBe('conflict');
    await waiveIt(cid, waived);
    const rows = (await auditOf(broken.id)).slice(2);
    expect(rows.map(({ actor, verb, why }) => [actor, verb, why])).toEqual([
      ['cid', 'waive', 'it is a marker'],
      ['bob', 'approve', null],
    ]);
  });

  it('is kept by a change elsewhere, not by a change of its steps, and comes back with them', async () => {
    await waiveIt(cid, broken);
    const other = await savePlan(eve, broken.id, movedStep(broken, 'nothing', 0));
    expect(other).toMatchObject({ verdict: { open: [] }, waivers: [{ holds: true }] });
    const steps = [...other.plan.steps.slice(1), codeStep('nothing', [], 'for a reason')];
    const changed = await savePlan(eve, broken.id, { plan: { ...other.plan, steps }, baseRevision: 2 });
    expect(changed.waivers[0]?.why).toMatch(/changed/);
    expect(changed.verdict.open).toEqual([hardKey(changed)]);
    const back = await restorePlan(eve, broken.id, { no: 1, baseRevision: 3 });
    expect(back.waivers[0]?.holds).toBe(true);
    const mended = await savePlan(eve, broken.id, { plan: rehearsalPlan(), baseRevision: 4 });
    expect(mended).toMatchObject({ verdict: { open: [] }, waivers: [{ holds: false }] });
  });

  it('may be withdrawn by whoever may waive, and blocks again then', async () => {
    const waived = await waiveIt(cid, broken);
    await approve(bob, waived);
    const key = hardKey(broken);
    expect(await outcome(withdrawWaiver(eve, broken.id, { key }))).toBe('forbidden');
    const withdrawn = await withdrawWaiver(bob, broken.id, { key });
    expect(withdrawn).toMatchObject({ approved: false, waivers: [{ holds: false, withdrawnBy: 'bob' }] });
    expect((await waiveIt(bob, broken, 'I am sure')).approved).toBe(true);
  });

  it('is of a rule that the plan violates', async () => {
    const wrong = { digest: broken.digest, key: 'no such', reason: 'why not' };
    expect(await outcome(waive(cid, broken.id, wrong))).toBe('conflict');
  });
});

describe('the history', () => {
  it('keeps every revision with its title, and restores one as a new one', async () => {
    const second = await savePlan(eve, plan.id, {
      ...movedStep(plan, 'upgrade-bank', 0),
      title: 'Bank first',
    });
    const back = await restorePlan(ann, plan.id, { no: 1, baseRevision: 2, why: 'bridge first' });
    expect(back).toMatchObject({ revisionNo: 3, digest: plan.digest, title: 'Upgrade', plan: plan.plan });
    expect(back.revisions).toMatchObject([
      { no: 3, author: 'ann', why: 'bridge first', restoredFrom: 1, title: 'Upgrade' },
      { no: 2, author: 'eve', digest: second.digest, restoredFrom: null, title: 'Bank first' },
      { no: 1, author: 'ann' },
    ]);
    expect(await listRevisions(vic, plan.id)).toEqual(back.revisions);
    expect(await readRevision(vic, plan.id, 2)).toEqual({ ...back.revisions[1], plan: second.plan });
    expect(await outcome(restorePlan(ann, plan.id, { no: 1, baseRevision: 2 }))).toBe('conflict');
    expect(await outcome(restorePlan(ann, plan.id, { no: 9, baseRevision: 3 }))).toBe('not-found');
    expect(await restorePlan(ann, plan.id, { no: 3, baseRevision: 3 })).toEqual(back);
  });

  it('cannot be rewritten', async () => {
    const { prisma } = (await instance()).database;
    const rewrite = prisma.planRevision.updateMany({
      where: { planId: plan.id },
      data: { author: 'nobody' },
    });
    await expect(rewrite).rejects.toThrow(/does not change/);
  });
});

describe('a comment', () => {
  it('stays with its step wherever that goes, and is shown when it is gone', async () => {
    const said = await commentOnStep(vic, plan.id, { stepId: 'upgrade-zoe', text: 'why so late?\n<b>' });
    expect(said).toMatchObject({ author: 'vic', text: 'why so late?\n<b>', revisionNo: 1, stepGone: false });
    const later = await savePlan(eve, plan.id, movedStep(plan, 'upgrade-zoe', 0));
    expect(later.commentCounts).toEqual({ 'upgrade-zoe': 1 });
    const steps = later.plan.steps.slice(1);
    await savePlan(eve, plan.id, { plan: { ...later.plan, steps }, baseRevision: 2 });
    expect(await listComments(vic, plan.id)).toEqual([{ ...said, stepGone: true }]);
    const gone = commentOnStep(vic, plan.id, { stepId: 'upgrade-zoe', text: 'still' });
    expect(await outcome(gone)).toBe('not-found');
    expect((await auditOf(plan.id)).filter(({ verb }) => verb === 'comment')).toHaveLength(1);
  });
});
