import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanState, PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
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
import { readPlan } from '@/lib/server/plan/read-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { restorePlan } from '@/lib/server/plan/restore-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { brokenPlan, hardKey } from '@/lib/server/test/broken-plan';
import { movedStep } from '@/lib/server/test/moved-step';
import { named, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

const ann = named('ann', ['planner']);
const eve = named('eve', ['planner']);
const bob = named('bob', ['approver']);
const cid = named('cid', ['approver']);

type Act = (view: PlanView) => Promise<unknown>;
/** Everything that people may do at once to the plan that all of them see. */
const ACTS = {
  'ann moves bank': (view) => savePlan(ann, view.id, movedStep(view, 'upgrade-bank', 0)),
  'eve moves zoe': (view) => savePlan(eve, view.id, movedStep(view, 'upgrade-zoe', 0)),
  'eve renames': (view) =>
    savePlan(eve, view.id, { plan: view.plan, baseRevision: view.revisionNo, title: 'Renamed' }),
  'ann restores': (view) => restorePlan(ann, view.id, { no: 1, baseRevision: view.revisionNo }),
  'bob approves': (view) => decide(bob, view.id, { digest: view.digest, decision: 'approve' }),
  'cid approves': (view) => decide(cid, view.id, { digest: view.digest, decision: 'approve' }),
  'bob declines': (view) => decide(bob, view.id, { digest: view.digest, decision: 'decline' }),
  'bob withdraws': (view) => withdrawDecision(bob, view.id),
  'cid waives': (view) =>
    waive(cid, view.id, { digest: view.digest, key: hardKey(view), reason: 'a marker' }),
  'bob unwaives': (view) => withdrawWaiver(bob, view.id, { key: hardKey(view) }),
  'ann comments': (view) => commentOnStep(ann, view.id, { stepId: 'upgrade-zoe', text: 'hm' }),
  'eve takes back': (view) => backToDraft(eve, view.id),
  'ann closes': (view) => closePlan(ann, view.id, { state: 'withdrawn', why: 'enough' }),
} satisfies Record<string, Act>;
type ActName = keyof typeof ACTS;
const NAMES = Object.keys(ACTS).filter((name): name is ActName => Object.hasOwn(ACTS, name));
const EDITS: readonly ActName[] = ['ann moves bank', 'eve moves zoe', 'eve renames', 'ann restores'];

/** Revision 1 is sound, revision 2 violates a hard rule; in review, and waived where the race is to begin so. */
async function start(waived: boolean): Promise<PlanView> {
  const { id } = await createPlan(ann, { title: 'Race', plan: rehearsalPlan() });
  const { digest } = await savePlan(ann, id, { plan: brokenPlan(), baseRevision: 1 });
  const view = await requestReview(ann, id, { digest });
  return waived ? waive(cid, id, { digest, key: hardKey(view), reason: 'a marker' }) : view;
}

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** "done", or the refusal's code; whoever lost a race is shown the plan as it is. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isServerError(error)) throw error;
      expect(['conflict', 'forbidden']).toContain(error.code);
      expect(error.detail.current).toMatchObject({ state: expect.any(String), plan: expect.any(Object) });
      return error.code;
    },
  );

type Row = { actor: string; verb: string; digest: string | null; before: unknown; after: unknown };

async function auditOf(planId: string): Promise<Row[]> {
  const { prisma } = (await instance()).database;
  return prisma.auditEntry.findMany({ where: { subject: `plan:${planId}` }, orderBy: { id: 'asc' } });
}

const revisionIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, 'revisionNo') : undefined;

/** What the recorded acts come to when they are done one after the other, in the order of the audit; each must have been allowed then. */
class Serial {
  no: number;
  digest: string;
  state: PlanState;
  waived: boolean;
  readonly stands = new Map<string, string>();
  readonly #start: PlanView;

  constructor(view: PlanView) {
    this.#start = view;
    ({ revisionNo: this.no, digest: this.digest, state: this.state } = view);
    this.waived = view.verdict.open.length === 0;
  }

  /** The sound revision came back, which violates nothing. */
  get sound(): boolean {
    return this.digest === this.#start.revisions.find(({ no }) => no === 1)?.digest;
  }

  get approved(): boolean {
    const said = [...this.stands].flatMap(([key, verb]) => (key.endsWith(` ${this.digest}`) ? [verb] : []));
    const blocked = said.includes('decline') || !(this.sound || this.waived);
    return this.state === 'in-review' && said.includes('approve') && !blocked;
  }

  apply({ actor, verb, digest, before, after }: Row): void {
    expect(['draft', 'in-review']).toContain(this.state);
    if (verb === 'save-plan' || verb === 'restore-plan') {
      expect([revisionIn(before), revisionIn(after)]).toEqual([this.no, this.no + 1]);
      this.no += 1;
      this.digest = digest ?? '';
      return;
    }
    // Whatever else was done was done to the plan as it was then.
    expect(digest).toBe(this.digest);
    if (verb === 'approve' || verb === 'decline') this.#decide(actor, verb);
    else if (verb === 'withdraw')
      for (const key of [...this.stands.keys()].filter((each) => each.startsWith(`${actor} `)))
        this.stands.delete(key);
    else if (verb === 'waive') this.waived = true;
    else if (verb === 'withdraw-waiver') this.waived = false;
    else if (verb === 'back-to-draft') this.state = 'draft';
    else if (verb === 'close-plan') this.state = 'withdrawn';
    else expect(verb).toBe('comment');
  }

  #decide(actor: string, verb: string): void {
    expect(this.state).toBe('in-review');
    if (verb === 'approve') expect(this.sound || this.waived).toBe(true);
    this.stands.set(`${actor} ${this.digest}`, verb);
  }
}

/** Does all of it at once, each after some turns of the event loop, and compares with one after the other. */
async function race(acts: readonly (readonly [ActName, number])[], waived: boolean): Promise<string[]> {
  const before = await start(waived);
  const recorded = (await auditOf(before.id)).length;
  const outcomes = await Promise.all(
    acts.map(async ([name, wait]) => {
      await turns(wait);
      return outcome(ACTS[name](before));
    }),
  );
  const rows = (await auditOf(before.id)).slice(recorded);
  const serial = new Serial(before);
  for (const row of rows) serial.apply(row);
  const after = await readPlan(ann, before.id);
  const { revisionNo: no, digest, state, approved } = after;
  expect({ no, digest, state, approved }).toEqual({
    no: serial.no,
    digest: serial.digest,
    state: serial.state,
    approved: serial.approved,
  });
  const standing = after.approvals.filter(({ withdrawnAt }) => withdrawnAt === null);
  const stands = new Map(standing.map((a) => [`${a.actor} ${a.digest}`, a.decision]));
  expect(stands).toEqual(serial.stands);
  expect(standing).toHaveLength(stands.size);
  // Of edits made to the same revision one wins at most; every act that was recorded was answered with "done".
  expect(no - before.revisionNo).toBeLessThanOrEqual(1);
  const edited = acts.flatMap(([name], i) => (EDITS.includes(name) ? [outcomes[i]] : []));
  expect(edited.filter((said) => said === 'done')).toHaveLength(no - before.revisionNo);
  if (edited.length > 0 && !acts.some(([name]) => name === 'ann closes'))
    expect(no - before.revisionNo).toBe(1);
  expect(outcomes.filter((said) => said === 'done').length).toBeGreaterThanOrEqual(rows.length);
  return outcomes;
}

describe('two at once', () => {
  it.each([
    ['edit vs approve', ['ann moves bank', 'bob approves'], /^done (done|conflict)$/],
    ['edit vs edit', ['ann moves bank', 'eve renames'], /^(done conflict|conflict done)$/],
    ['reorder vs reorder', ['ann moves bank', 'eve moves zoe'], /^(done conflict|conflict done)$/],
    ['waive vs edit', ['cid waives', 'ann moves bank'], /^(done|conflict) done$/],
    ['unwaive vs approve', ['bob unwaives', 'cid approves'], /^done (done|conflict)$/],
    ['restore vs edit', ['ann restores', 'eve moves zoe'], /^(done conflict|conflict done)$/],
    ['comment vs close', ['ann comments', 'ann closes'], /^(done|conflict) done$/],
    ['approve vs back to draft', ['bob approves', 'eve takes back'], /^(done|conflict) done$/],
    ['approve vs decline of one person', ['bob approves', 'bob declines'], /^done done$/],
  ] as const)('%s: what remains is one after the other', async (what, [one, other], answers) => {
    for (const [first, second] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [0, 3],
      [3, 0],
      [0, 9],
      [9, 0],
    ] as const) {
      const outcomes = await race(
        [
          [one, first],
          [other, second],
        ],
        !what.startsWith('waive'),
      );
      expect(outcomes.join(' ')).toMatch(answers);
    }
  });
});

describe('a crowd', () => {
  it('leaves exactly what its acts come to in the order of the audit, whatever the interleaving', async () => {
    const crowd = fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat(6)), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(crowd, fc.boolean(), async (acts, waived) => {
        await race(acts, waived);
      }),
      { numRuns: 60 },
    );
  });
});
