import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as signInDoor } from '@/app/api/sign-in/route';
import { mayByToken, mayDo, VERBS, type Verb } from '@/lib/people/permissions';
import { ROLES, type Role } from '@/lib/people/role';
import { makeToken } from '@/lib/server/people/tokens';
import type { Access } from '@/lib/server/route';
import { createRun } from '@/lib/server/run/create-run';
import { at, request } from '@/lib/server/test/doors';
import { addPerson } from '@/lib/server/test/person';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

/** Every door and who may call it. A new door is written down here a second time, or this test fails. */
const DOORS: Readonly<Record<string, Access>> = {
  'GET /api/audit': 'read-audit',
  'GET /api/auth/[...path]': 'open',
  'POST /api/auth/[...path]': 'open',
  'GET /api/health': 'open',
  'POST /api/kernel': 'prepare-kernel',
  'GET /api/me': 'read',
  'POST /api/me/password': 'change-own-password',
  'GET /api/people': 'manage-people',
  'POST /api/people': 'manage-people',
  'PATCH /api/people/[personId]': 'manage-people',
  'POST /api/people/[personId]/reset': 'manage-people',
  'DELETE /api/people/links/[linkId]': 'manage-people',
  'GET /api/plans': 'read',
  'POST /api/plans': 'make-plan',
  'POST /api/plans/import': 'make-plan',
  'GET /api/plans/[planId]': 'read',
  'PUT /api/plans/[planId]': 'edit-plan',
  'POST /api/plans/[planId]/approvals': 'decide',
  'DELETE /api/plans/[planId]/approvals': 'decide',
  'DELETE /api/plans/[planId]/close': 'close-plan',
  'POST /api/plans/[planId]/close': 'close-plan',
  'GET /api/plans/[planId]/comments': 'read',
  'POST /api/plans/[planId]/comments': 'comment',
  'GET /api/plans/[planId]/export': 'read',
  'POST /api/plans/[planId]/restore': 'restore-plan',
  'POST /api/plans/[planId]/review': 'request-review',
  'DELETE /api/plans/[planId]/review': 'request-review',
  'GET /api/plans/[planId]/revisions': 'read',
  'GET /api/plans/[planId]/revisions/[no]': 'read',
  'POST /api/plans/[planId]/waivers': 'waive',
  'DELETE /api/plans/[planId]/waivers': 'waive',
  'GET /api/compare': 'read',
  'GET /api/compare/nodes': 'read',
  'GET /api/inventories': 'read',
  'POST /api/inventories': 'keep-inventory',
  'GET /api/inventories/[inventoryId]': 'read',
  'PATCH /api/inventories/[inventoryId]': 'keep-inventory',
  'DELETE /api/inventories/[inventoryId]': 'keep-inventory',
  'GET /api/inventories/[inventoryId]/bundles': 'read',
  'POST /api/inventories/[inventoryId]/bundles': 'keep-inventory',
  'GET /api/inventories/[inventoryId]/compare': 'read',
  'POST /api/inventories/[inventoryId]/merge': 'keep-inventory',
  'POST /api/plans/[planId]/inventory': 'edit-plan',
  'POST /api/runs/[runId]/inventory': 'keep-inventory',
  'GET /api/reports': 'read',
  'POST /api/reports': 'make-report',
  'GET /api/reports/[reportId]': 'read',
  'PUT /api/reports/[reportId]': 'make-report',
  'DELETE /api/reports/[reportId]': 'make-report',
  'POST /api/reports/[reportId]/link': 'publish-report',
  'GET /api/reports/[reportId]/preview': 'read',
  'POST /api/reports/[reportId]/publish': 'publish-report',
  'GET /r/[token]/[[...path]]': 'open',
  'POST /api/rehearsals': 'rehearse',
  'DELETE /api/rehearsals/[runId]': 'stop-rehearsal',
  'GET /api/events': 'read',
  'GET /api/runs': 'read',
  'POST /api/runs': 'receive-run',
  'GET /api/runs/[runId]': 'read',
  'DELETE /api/runs/[runId]': 'delete-run',
  'GET /api/runs/[runId]/analysis': 'read',
  'GET /api/runs/[runId]/cells': 'read',
  'POST /api/runs/[runId]/end': 'source or end-run',
  'GET /api/runs/[runId]/events': 'read',
  'GET /api/runs/[runId]/lines': 'read',
  'PUT /api/runs/[runId]/plan': 'set-run-plan',
  'GET /api/runs/[runId]/raw': 'read',
  'GET /api/runs/[runId]/reconciliation': 'read',
  'GET /api/runs/[runId]/triage': 'read',
  'POST /api/runs/[runId]/triage': 'triage',
  'DELETE /api/runs/[runId]/triage': 'triage',
  'HEAD /api/runs/[runId]/slog': 'source',
  'PATCH /api/runs/[runId]/slog': 'source',
  'POST /api/sign-in': 'open',
  'POST /api/sign-out': 'open',
  'GET /api/status': 'read',
  'GET /api/tokens': 'manage-own-tokens',
  'POST /api/tokens': 'manage-own-tokens',
  'DELETE /api/tokens/[tokenId]': 'manage-own-tokens',
  'POST /api/welcome': 'open',
  'POST /api/welcome/look': 'open',
};

/** Pages for whoever is not signed in; every other page asks `pageActor`. */
const OPEN_PAGES = ['app/(entry)/sign-in/page.tsx', 'app/(entry)/welcome/page.tsx'];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const root = process.cwd();

/** Every file that git knows or would add, whose path matches. */
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
  .sort();
const filesOf = (pattern: RegExp): string[] => files.filter((file) => pattern.test(file));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Door = { readonly name: string; readonly access: unknown; readonly handler: Handler };

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

async function doorsIn(file: string): Promise<Door[]> {
  const exported: Record<string, unknown> = await import(path.join(root, file));
  const url = path.posix
    .dirname(file)
    .replace(/^app/, '')
    .replace(/\/\([^)]*\)/g, '');
  return METHODS.flatMap((method) => {
    const handler = exported[method];
    if (!isHandler(handler)) return [];
    return [{ name: `${method} ${url}`, handler, access: Reflect.get(handler, 'access') }];
  });
}

let server: TestInstance;
let doors: Door[];
let runId: string;
const noRoot = mkdtempSync(path.join(tmpdir(), 'vatdeck-no-root-'));
const PASSWORD = 'one for all of them';

/** Who knocks: nobody, and each role by a browser's cookie and by an API token. */
type Caller = {
  readonly name: string;
  readonly roles: readonly Role[] | null;
  readonly headers: Record<string, string>;
  readonly byToken: boolean;
};
const callers: Caller[] = [{ name: 'nobody', roles: null, headers: { authorization: '' }, byToken: false }];

async function callersOf(role: Role): Promise<Caller[]> {
  const actor = await addPerson(role, [role], PASSWORD);
  const body = JSON.stringify({ who: role, password: PASSWORD });
  const headers = { authorization: '' };
  const answer = await signInDoor(request('/api/sign-in', { method: 'POST', body, headers }), at({}));
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { secret } = await makeToken(actor, { label: role, roles: [role], days: 1 });
  return [
    { name: `${role}, signed in`, roles: [role], headers: { authorization: '', cookie }, byToken: false },
    {
      name: `${role}, by token`,
      roles: [role],
      headers: { authorization: `Bearer ${secret}` },
      byToken: true,
    },
  ];
}

beforeAll(async () => {
  // No kernel is prepared in a folder that holds none.
  server = await TestInstance.open({ root: noRoot });
  doors = (await Promise.all(filesOf(/^app\/.*\/route\.tsx?$/).map(doorsIn))).flat();
  for (const role of ROLES) callers.push(...(await callersOf(role)));
  ({ runId } = await createRun(operator, { title: 'a run', kind: 'clone' }));
});
afterAll(async () => {
  await server.close();
  rmSync(noRoot, { recursive: true });
});

/** Where a door leads nowhere else than to "there is none", it may be opened without harm. */
const PARAMS = {
  planId: 'none',
  personId: 'none',
  linkId: 'none',
  tokenId: 'none',
  reportId: 'none',
  inventoryId: 'none',
  no: '1',
};

async function knock({ name, handler }: Door, { headers }: Caller, params: Record<string, string> = {}) {
  const [method = '', url = ''] = name.split(' ');
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: '{}' };
  const answer = await handler(
    request(url.replaceAll(/[[\]]/g, ''), { method, headers, ...body }),
    at({ ...PARAMS, runId: 'none', ...params }),
  );
  const text = answer.headers.get('content-type')?.startsWith('application/json') ? await answer.text() : '';
  const { error } = text === '' ? { error: undefined } : JSON.parse(text);
  await answer.body?.cancel().catch(() => {});
  return { status: answer.status, code: error?.code, message: error?.message };
}

const verbOf = (access: Access): Verb | null =>
  VERBS.find((verb) => verb === access.replace('source or ', '')) ?? null;

/** What the table of people says of somebody at a door: null when they may. */
function refusedBy(verb: Verb, { roles, byToken }: Caller): { status: number; message?: string } | null {
  if (roles === null) return { status: 401 };
  const may = mayDo(roles, verb);
  if (!may.ok) return { status: 403, message: may.reason };
  const token = mayByToken(verb);
  return byToken && !token.ok ? { status: 403, message: token.reason } : null;
}

describe('every door', () => {
  it('is declared, and as the table here says', () => {
    const declared = Object.fromEntries(doors.map(({ name, access }) => [name, access]));
    expect(declared).toEqual(DOORS);
  });

  it('asks for a verb of the table of people, or is meant to be open', () => {
    for (const access of Object.values(DOORS))
      expect(access === 'open' || access === 'source' || verbOf(access) !== null).toBe(true);
    const open = Object.keys(DOORS).filter((name) => DOORS[name] === 'open');
    expect(open.every((name) => / \/(api\/(auth|health|sign-in|sign-out|welcome)|r)\b/.test(name))).toBe(
      true,
    );
  });

  it('answers nobody and each role, signed in and by token, as the table of people says', async () => {
    expect(callers).toHaveLength(1 + 2 * ROLES.length);
    const wrong: unknown[] = [];
    for (const door of doors) {
      const verb = verbOf(DOORS[door.name] ?? 'open');
      if (verb === null) continue;
      for (const caller of callers) {
        const said = await knock(door, caller);
        const refused = refusedBy(verb, caller);
        const right = refused
          ? said.status === refused.status &&
            (refused.message === undefined || said.message === refused.message)
          : said.status !== 401 && said.status !== 403;
        if (!right) wrong.push({ door: door.name, caller: caller.name, said, refused });
      }
    }
    expect(wrong).toEqual([]);
  });

  it('that is open asks nobody to sign in', async () => {
    const [nobody] = callers;
    for (const door of doors.filter(({ name }) => DOORS[name] === 'open'))
      expect(nobody && (await knock(door, nobody)).code, door.name).not.toBe('signed-out');
  });

  it('of a source takes the token of its run, and no person’s', async () => {
    for (const door of doors.filter(({ name }) => DOORS[name] === 'source')) {
      for (const caller of callers)
        expect((await knock(door, caller, { runId })).status, `${door.name} ${caller.name}`).toBe(401);
    }
    const end = doors.find(({ name }) => name === 'POST /api/runs/[runId]/end');
    const stranger = {
      name: 'a stranger',
      roles: null,
      headers: { authorization: 'Bearer vd_made-up' },
      byToken: false,
    };
    expect(end && (await knock(end, stranger, { runId })).status).toBe(401);
  });

  it('refuses a page of another origin whatever its cookie may do', async () => {
    const admin = callers.find(({ name }) => name === 'admin, signed in');
    const foreign = admin && { ...admin, headers: { ...admin.headers, origin: 'https://evil.example' } };
    for (const door of doors.filter(({ name }) => !/^(GET|HEAD) /.test(name)))
      expect(foreign && (await knock(door, foreign)).status, door.name).toBe(403);
  });
});

describe('every page', () => {
  const pages = filesOf(/^app\/(.*\/)?page\.tsx$/);

  it('asks who looks at it, or is meant for whoever is not signed in', () => {
    expect(pages.length).toBeGreaterThan(8);
    const open = pages.filter((file) => !/\bpageActor\(/.test(readFileSync(path.join(root, file), 'utf8')));
    expect(open).toEqual(OPEN_PAGES);
  });

  it('has no server action beside it: those would be doors without a guard', () => {
    const actions = filesOf(/^(app|components|lib)\/.*(?<!\.test)\.tsx?$/).filter((file) =>
      /^\s*['"]use server['"]/m.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(actions).toEqual([]);
  });

  it('is answered by a door or a page of ours alone: no middleware, no pages folder', () => {
    expect(filesOf(/^(src\/)?(proxy|middleware)\.\w+$/)).toEqual([]);
    expect(filesOf(/^(src\/)?pages\//)).toEqual([]);
  });
});
