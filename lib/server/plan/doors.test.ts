import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as approvals from '@/app/api/plans/[planId]/approvals/route';
import * as close from '@/app/api/plans/[planId]/close/route';
import * as comments from '@/app/api/plans/[planId]/comments/route';
import * as restore from '@/app/api/plans/[planId]/restore/route';
import * as review from '@/app/api/plans/[planId]/review/route';
import * as revision from '@/app/api/plans/[planId]/revisions/[no]/route';
import * as revisions from '@/app/api/plans/[planId]/revisions/route';
import * as onePlan from '@/app/api/plans/[planId]/route';
import * as waivers from '@/app/api/plans/[planId]/waivers/route';
import * as allPlans from '@/app/api/plans/route';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { instance } from '@/lib/server/instance';
import { brokenPlan, hardKey } from '@/lib/server/test/broken-plan';
import { at, request } from '@/lib/server/test/doors';
import { movedStep } from '@/lib/server/test/moved-step';
import { addTokenOwner } from '@/lib/server/test/person';
import { TestInstance } from '@/lib/server/test/test-instance';

type Door = (request: Request, context: ReturnType<typeof at>) => Promise<Response>;
type Name = 'ann' | 'eve' | 'bob' | 'vic' | 'nobody' | 'stranger';
type Wanted = {
  readonly body?: unknown;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
};

let server: TestInstance;
const keys: Record<Name, string> = {
  ann: '',
  eve: '',
  bob: '',
  vic: '',
  nobody: '',
  stranger: 'Bearer vdt_x',
};
/** In review: revision 1 is sound, revision 2 violates a hard rule. */
let plan: PlanView;
beforeAll(async () => {
  server = await TestInstance.open();
  keys.ann = await addTokenOwner('ann', ['planner', 'approver']);
  keys.eve = await addTokenOwner('eve', ['planner']);
  keys.bob = await addTokenOwner('bob', ['approver']);
  keys.vic = await addTokenOwner('vic', ['viewer']);
});
afterAll(() => server.close());

/** What a door answers to somebody; a body that is a text goes as it is. */
async function call(door: Door, method: string, who: Name, { body, params = {}, headers = {} }: Wanted = {}) {
  const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const all = { authorization: keys[who], ...headers };
  const answer = await door(request('/api/plans', { method, headers: all, ...init }), at(params));
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
const see = async (planId: string): Promise<PlanView> =>
  (await call(onePlan.GET, 'GET', 'vic', { params: { planId } })).body;

/** Everything that may have changed. */
async function everything() {
  const { prisma } = (await instance()).database;
  const { body } = await call(allPlans.GET, 'GET', 'vic');
  return [await see(plan.id), body, await prisma.auditEntry.count(), await prisma.planRevision.count()];
}

type Act = {
  readonly door: Door;
  readonly method: string;
  readonly who: Name;
  readonly body?: (view: PlanView) => unknown;
};
/** Every door that changes a plan, and how it is called rightly by somebody who may. */
const ACTS: Readonly<Record<string, Act>> = {
  save: { door: onePlan.PUT, method: 'PUT', who: 'eve', body: (view) => movedStep(view, 'upgrade-bank', 0) },
  'back to draft': { door: review.DELETE, method: 'DELETE', who: 'eve' },
  decline: {
    door: approvals.POST,
    method: 'POST',
    who: 'bob',
    body: ({ digest }) => ({ digest, decision: 'decline', reason: 'wait' }),
  },
  'withdraw a decision': { door: approvals.DELETE, method: 'DELETE', who: 'bob' },
  waive: {
    door: waivers.POST,
    method: 'POST',
    who: 'bob',
    body: (view) => ({ digest: view.digest, key: hardKey(view), reason: 'a marker' }),
  },
  'withdraw a waiver': {
    door: waivers.DELETE,
    method: 'DELETE',
    who: 'bob',
    body: (view) => ({ key: hardKey(view) }),
  },
  restore: {
    door: restore.POST,
    method: 'POST',
    who: 'eve',
    body: ({ revisionNo }) => ({ no: 1, baseRevision: revisionNo }),
  },
  comment: {
    door: comments.POST,
    method: 'POST',
    who: 'vic',
    body: () => ({ stepId: 'upgrade-zoe', text: 'why so late?' }),
  },
  close: {
    door: close.POST,
    method: 'POST',
    who: 'eve',
    body: () => ({ state: 'withdrawn', why: 'enough' }),
  },
};
const actOf = (name: string): Act => {
  const act = ACTS[name];
  if (!act) throw new Error(`There is no act ${name}.`);
  return act;
};
const NAMES = Object.keys(ACTS);
const WITH_BODY = NAMES.filter((name) => actOf(name).body);

/** Calls the door of an act as it should be called, but for what is said otherwise. */
const doIt = (name: string, { who, ...otherwise }: Wanted & { who?: Name } = {}, view = plan) => {
  const { door, method, who: right, body } = actOf(name);
  const said = { params: { planId: view.id }, ...(body ? { body: body(view) } : {}), ...otherwise };
  return call(door, method, who ?? right, said);
};

beforeEach(async () => {
  const title = 'By doors';
  const made = await call(allPlans.POST, 'POST', 'ann', { body: { title, plan: rehearsalPlan() } });
  expect([made.status, made.body.author]).toEqual([201, 'ann']);
  const params = { planId: made.body.id };
  const saved = await call(onePlan.PUT, 'PUT', 'eve', {
    params,
    body: { plan: brokenPlan(), baseRevision: 1 },
  });
  const { digest } = saved.body;
  plan = (await call(review.POST, 'POST', 'eve', { params, body: { digest } })).body;
  expect(plan).toMatchObject({ state: 'in-review', revisionNo: 2 });
});

describe('a door that changes a plan', () => {
  it.each(NAMES)('does it for whoever may, and its answer is not kept: %s', async (name) => {
    if (name === 'withdraw a decision') await doIt('decline');
    if (name === 'withdraw a waiver') await doIt('waive');
    const before = await everything();
    const { status, headers, body } = await doIt(name);
    expect([status, headers.get('cache-control')]).toEqual([name === 'comment' ? 201 : 200, 'no-store']);
    expect(await everything()).not.toEqual(before);
    if (name !== 'comment') expect(body).toEqual(await see(plan.id));
  });

  it.each(NAMES)(
    'refuses whom it does not know, foreign pages, names that are not ours, and the role: %s',
    async (name) => {
      const before = await everything();
      const refusals = [
        await doIt(name, { who: 'nobody' }),
        await doIt(name, { who: 'stranger' }),
        await doIt(name, { headers: { origin: 'https://evil.example' } }),
        await doIt(name, { headers: { host: 'evil.example' } }),
      ];
      expect(refusals.map(({ status, body }) => [status, body.error.code])).toEqual([
        [401, 'signed-out'],
        [401, 'wrong-token'],
        [403, 'forbidden'],
        [403, 'forbidden'],
      ]);
      if (name !== 'comment')
        expect(await doIt(name, { who: 'vic' })).toMatchObject({
          status: 403,
          body: {
            error: { code: 'forbidden', message: expect.stringMatching(/^Only .* may .*you are a viewer/) },
          },
        });
      expect(await everything()).toEqual(before);
    },
  );

  it.each(NAMES)('does not find what is not there, whatever it is called: %s', async (name) => {
    const before = await everything();
    expect((await doIt(name, { params: { planId: 'a\0b' } })).status).toBe(400);
    for (const planId of ['nope', '../..', '\ud800', "' OR 1=1 --", 'x'.repeat(5_000)])
      expect(await doIt(name, { params: { planId } })).toMatchObject({
        status: 404,
        body: { error: { code: 'not-found' } },
      });
    expect(await everything()).toEqual(before);
  });

  it.each(NAMES)('on a closed plan answers with the plan as it is: %s', async (name) => {
    const closed = (await doIt('close')).body;
    const before = await everything();
    const refused = await doIt(name, {}, closed);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    expect(refused.body.current).toEqual(await see(plan.id));
    expect(await everything()).toEqual(before);
  });

  it.each(WITH_BODY)('takes no body but its own: %s', async (name) => {
    const before = await everything();
    const { body } = actOf(name);
    const right: unknown = body?.(plan);
    const fields = typeof right === 'object' && right !== null ? Object.entries(right) : [];
    const wrong = [
      '{',
      '[]',
      'null',
      '{}',
      '"x"',
      ...fields.map(([key]) => ({ ...Object.fromEntries(fields), [key]: [] })),
    ];
    for (const bad of wrong)
      expect(await doIt(name, { body: bad })).toMatchObject({
        status: 400,
        body: { error: { code: 'bad-input', message: expect.stringMatching(/^The body is not/) } },
      });
    const large = await doIt(name, { body: JSON.stringify(right).padEnd(5_000_000) });
    expect([large.status, large.body.error.code]).toEqual([413, 'too-large']);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['save', 'why'],
    ['save', 'title'],
    ['decline', 'reason'],
    ['waive', 'reason'],
    ['waive', 'key'],
    ['restore', 'why'],
    ['comment', 'text'],
    ['comment', 'stepId'],
    ['close', 'why'],
  ])('takes no text that cannot be kept: %s, %s', async (name, field) => {
    const before = await everything();
    const { body } = actOf(name);
    for (const text of ['a\0b', 'a\ud800b', 'a\u202eb'])
      expect(await doIt(name, { body: { ...Object(body?.(plan)), [field]: text } })).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining(`"${field}"`) } },
      });
    expect(await everything()).toEqual(before);
  });
});

describe('who comes late', () => {
  it.each([
    ['save', { baseRevision: 1 }],
    ['restore', { baseRevision: 1 }],
    ['decline', {}],
    ['waive', {}],
  ] as const)('is shown the plan as it is, and nothing is written: %s', async (name, change) => {
    const late = actOf(name).body?.(plan);
    const changed = (await doIt('save')).body;
    const before = await everything();
    const refused = await doIt(name, { body: { ...Object(late), ...change } });
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: expect.any(String) }, current: changed },
    });
    expect(await everything()).toEqual(before);
  });

  it('asks for a review of what was seen, and once', async () => {
    const params = { planId: plan.id };
    const again = await call(review.POST, 'POST', 'eve', { params, body: { digest: plan.digest } });
    expect([again.status, again.body.current]).toEqual([409, await see(plan.id)]);
    await doIt('back to draft');
    await doIt('save');
    const late = await call(review.POST, 'POST', 'eve', { params, body: { digest: plan.digest } });
    expect([late.status, late.body.current]).toEqual([409, await see(plan.id)]);
  });

  it('does not approve what breaks a hard rule, nor what they edited', async () => {
    const body = { digest: plan.digest, decision: 'approve' };
    const open = await doIt('decline', { body });
    expect(open).toMatchObject({ status: 409, body: { current: { verdict: { open: [hardKey(plan)] } } } });
    const own = await doIt('decline', { body, who: 'ann' });
    expect(own).toMatchObject({ status: 403, body: { current: { id: plan.id } } });
    await doIt('waive');
    expect((await doIt('decline', { body })).body).toMatchObject({ approved: true });
  });
});

describe('what is made', () => {
  it('is a plan, whole or not at all', async () => {
    const before = await everything();
    const good = { title: 'A', plan: rehearsalPlan() };
    const damaged = { ...good, plan: { ...good.plan, steps: [...good.plan.steps, { proposals: [{}] }] } };
    for (const [body, words] of [
      [damaged, /^The body is not as expected: "plan": steps\[6\]\.proposals\[0\]\.module must be a text/],
      [{ ...good, title: 'a\0' }, /"title"/],
      [{ ...good, title: 'x'.repeat(201) }, /"title"/],
      [{ title: 'A' }, /"plan": The plan must be an object/],
    ] as const)
      expect(await call(allPlans.POST, 'POST', 'ann', { body })).toMatchObject({
        status: 400,
        body: { error: { code: 'bad-input', message: expect.stringMatching(words) } },
      });
    expect((await call(allPlans.POST, 'POST', 'bob', { body: good })).status).toBe(403);
    expect(await everything()).toEqual(before);
  });
});

describe('a door that reads', () => {
  const READS: readonly (readonly [string, Door, Record<string, string>])[] = [
    ['plan', onePlan.GET, {}],
    ['revisions', revisions.GET, {}],
    ['revision', revision.GET, { no: '1' }],
    ['comments', comments.GET, {}],
  ];
  it.each(READS)(
    'answers whoever signed in, and finds nothing by a wrong id: %s',
    async (_name, door, more) => {
      const params = { planId: plan.id, ...more };
      const read = await call(door, 'GET', 'vic', { params });
      expect([read.status, read.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect((await call(door, 'GET', 'nobody', { params })).status).toBe(401);
      expect((await call(door, 'GET', 'vic', { params: { ...params, planId: 'a\0b' } })).status).toBe(400);
      for (const planId of ['nope', '\udfff'])
        expect((await call(door, 'GET', 'vic', { params: { ...params, planId } })).status).toBe(404);
    },
  );

  it('shows each revision as it was, and no other', async () => {
    const params = { planId: plan.id };
    const { body } = await call(revision.GET, 'GET', 'vic', { params: { ...params, no: '1' } });
    expect(body).toMatchObject({ no: 1, author: 'ann', plan: rehearsalPlan() });
    for (const [no, status] of [
      ['3', 404],
      ['0', 400],
      ['1.5', 400],
      ['99999999999', 400],
      ['a\0', 400],
    ] as const)
      expect((await call(revision.GET, 'GET', 'vic', { params: { ...params, no } })).status).toBe(status);
  });
});
