import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as approvals from '@/app/api/plans/[planId]/approvals/route';
import * as revision from '@/app/api/plans/[planId]/revisions/[no]/route';
import * as onePlan from '@/app/api/plans/[planId]/route';
import * as allPlans from '@/app/api/plans/route';
import { run } from '@/lib/cli/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import { instance } from '@/lib/server/instance';
import { closePlan } from '@/lib/server/plan/close-plan';
import { createPlan } from '@/lib/server/plan/create-plan';
import { readPlan } from '@/lib/server/plan/read-plan';
import { requestReview } from '@/lib/server/plan/request-review';
import { savePlan } from '@/lib/server/plan/save-plan';
import { HttpDoor } from '@/lib/server/test/http-door';
import { movedStep } from '@/lib/server/test/moved-step';
import { addTokenOwner } from '@/lib/server/test/person';
import { named, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
let door: HttpDoor;
let folder = '';
/** Ann's plan, in review. */
let made: PlanView;
const tokens = { ann: '', bob: '', vic: '', nobody: '' };
const ann = named('ann', ['planner']);

beforeAll(async () => {
  server = await TestInstance.open();
  tokens.ann = (await addTokenOwner('ann', ['planner'])).replace('Bearer ', '');
  tokens.bob = (await addTokenOwner('bob', ['approver'])).replace('Bearer ', '');
  tokens.vic = (await addTokenOwner('vic', ['viewer'])).replace('Bearer ', '');
  door = await HttpDoor.open({
    '/api/plans': allPlans,
    '/api/plans/[planId]': onePlan,
    '/api/plans/[planId]/approvals': approvals,
    '/api/plans/[planId]/revisions/[no]': revision,
  });
  folder = await mkdtemp(path.join(tmpdir(), 'vatdeck plan server '));
  await writeFile(path.join(folder, 'plan.json'), JSON.stringify(rehearsalPlan()));
  await writeFile(path.join(folder, 'bob token'), `${tokens.bob}\n`);
});
afterAll(async () => {
  await door.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { id, digest } = await createPlan(ann, { title: 'Upgrade', plan: rehearsalPlan() });
  made = await requestReview(ann, id, { digest });
});

async function plan(who: keyof typeof tokens, argv: readonly string[], url = door.url) {
  let out = '';
  let err = '';
  const code = await run(argv, {
    stdin: Readable.from([]),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: { INIT_CWD: folder, VATDECK_URL: url, VATDECK_TOKEN: tokens[who] },
    newId: () => 'new',
  });
  return { code, out, err };
}
const see = () => readPlan(ann, made.id);
const approve = (who: keyof typeof tokens, ...more: string[]) =>
  plan(who, ['approve', made.id, '--digest', made.digest, ...more]);

describe('vatdeck plan, against a server', () => {
  it('import --save makes a plan of whoever has the token, and list shows it', async () => {
    const saved = await plan('ann', ['import', 'plan.json', '--save', '--title', 'Mine']);
    expect(saved).toMatchObject({ code: 0, out: expect.stringMatching(/^plan:[\w-]+\n$/), err: '' });
    const id = saved.out.trim().replace('plan:', '');
    const view = await readPlan(ann, id);
    expect(view).toMatchObject({ title: 'Mine', author: 'ann', plan: rehearsalPlan() });
    const listed = await plan('vic', ['list']);
    expect([listed.code, listed.err]).toEqual([0, '']);
    expect(listed.out).toContain(`plan:${id}\tdraft\tnot approved\t${view.digest}\tMine\n`);
    const json = await plan('vic', ['list', '--json']);
    expect(JSON.parse(json.out)).toContainEqual(expect.objectContaining({ id, title: 'Mine' }));
  });

  it('list shows a title in one line, and nothing that a terminal obeys', async () => {
    await createPlan(ann, { title: 'a\tb\nc\u001b[2J\u009bd', plan: rehearsalPlan() });
    expect((await plan('vic', ['list'])).out).toContain('\ta b c [2J d\n');
  });

  it('check, export and diff take plans and revisions of the server', async () => {
    await savePlan(ann, made.id, movedStep(made, 'upgrade-bank', 0));
    expect(await plan('vic', ['check', `plan:${made.id}`])).toMatchObject({ code: 0, err: '' });
    const first = await plan('vic', ['export', `plan:${made.id}@1`]);
    expect(JSON.parse(first.out)).toEqual(made.plan);
    const go = await plan('vic', ['export', `plan:${made.id}`, '--format', 'go', '--out', 'out']);
    expect(go).toMatchObject({ code: 0, out: '' });
    expect(await readFile(path.join(folder, 'out', 'upgrade-steps.go'), 'utf8')).toMatch(/CoreProposalSteps/);
    expect(await plan('vic', ['diff', `plan:${made.id}@1`, `plan:${made.id}`])).toMatchObject({
      code: 2,
      out: expect.stringMatching(/^Moved "Upgrade bank" from step 2 to step 1/),
    });
    expect(await plan('vic', ['diff', `plan:${made.id}@1`, 'plan.json'])).toMatchObject({ code: 0 });
  });

  it('approve records a decision on the digest that was read', async () => {
    const approved = await approve('bob', '--reason', 'read it');
    expect(approved).toEqual({ code: 0, out: 'Approved by bob.\n', err: '' });
    expect(await see()).toMatchObject({ approved: true, approvals: [{ actor: 'bob', reason: 'read it' }] });
    const declined = await approve('bob', '--decline', '--json');
    expect(declined.code).toBe(0);
    expect(JSON.parse(declined.out)).toMatchObject({ verdict: { declinedBy: ['bob'] } });
  });

  it('approve after a change is refused in the server’s words, and nothing is recorded', async () => {
    await savePlan(ann, made.id, movedStep(made, 'upgrade-bank', 0));
    const late = await approve('bob');
    expect([late.code, late.out]).toEqual([3, '']);
    expect(late.err).toMatch(
      /"Upgrade" was changed since you looked \(revision 2\)\. Nothing was recorded\./,
    );
    expect((await see()).approvals).toEqual([]);
  });

  it.each([
    ['nobody', ['list'], /You are not signed in\..*Name a token: \$VATDECK_TOKEN or --token-file\./],
    ['ann', ['approve', 'ID', '--digest', 'DIGEST'], /Only an approver or an admin may approve/],
    ['vic', ['import', 'plan.json', '--save'], /Only a planner or an admin may make a plan/],
    ['vic', ['check', 'plan:nope'], /There is no plan nope/],
    ['vic', ['diff', 'plan:ID@9', 'plan:ID'], /There is no revision 9/],
    ['bob', ['approve', 'ID', '--digest', 'abc'], /must be a digest of 64 hex digits/],
  ] as const)('what the server refuses ends with 3 and its words: %s %j', async (who, argv, words) => {
    const given = argv.map((word) => word.replace('ID', made.id).replace('DIGEST', made.digest));
    const refused = await plan(who, given);
    expect([refused.code, refused.out]).toEqual([3, '']);
    expect(refused.err).toMatch(words);
    expect(await see()).toEqual(made);
  });

  it('a closed plan takes no decision', async () => {
    await closePlan(ann, made.id, { state: 'withdrawn', why: 'enough' });
    expect(await approve('bob')).toMatchObject({ code: 3, err: expect.stringMatching(/withdrawn/) });
  });

  it('the token may stand in a file; one that is revoked or not there is said so', async () => {
    expect(await approve('nobody', '--token-file', 'bob token')).toMatchObject({ code: 0 });
    expect(await approve('nobody', '--token-file', 'no such')).toMatchObject({
      code: 1,
      err: 'vatdeck plan: --token-file: no such cannot be read.\n',
    });
    const { prisma } = (await instance()).database;
    const person = { name: 'bob' };
    await prisma.apiToken.updateMany({ where: { person }, data: { revokedAt: new Date() } });
    expect(await approve('bob')).toMatchObject({ code: 3, err: expect.stringMatching(/was revoked/) });
    await prisma.apiToken.updateMany({ where: { person }, data: { revokedAt: null } });
  });

  it('what is no Vatdeck is not taken for one', async () => {
    const other = await HttpDoor.open({ '/api/plans': { GET: async () => new Response('<html>') } });
    expect(await plan('vic', ['list'], other.url)).toMatchObject({
      code: 5,
      err: expect.stringMatching(/is no Vatdeck/),
    });
    await other.close();
  });
});
