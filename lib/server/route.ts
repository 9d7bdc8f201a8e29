import { mayByToken, type Verb } from '@/lib/people/permissions';
import { type Actor, ANYONE, checkHost, checkOrigin, requestActor } from '@/lib/server/actor';
import { checkRole } from '@/lib/server/check-role';
import { errorResponse, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { isSource } from '@/lib/server/run/source';

/** Next gives a list where a folder's name is `[...path]`. */
type Params = Readonly<Record<string, string | readonly string[] | undefined>>;
type Context = { params: Promise<Params> };
type Door = (request: Request, params: Params, actor: Actor) => Promise<Response>;

/** Who may call a door: people and tokens whose roles allow the verb, anybody, or a run's source by its ingest token (which the door checks). */
export type Access = Verb | 'open' | 'source' | 'source or end-run';

const READS = new Set(['GET', 'HEAD']);

/** Doors behind which sessions end, tokens are revoked and people are banned: whoever may read no more loses their streams at once. */
const TAKES_RIGHTS: ReadonlySet<Access> = new Set<Access>([
  'open',
  'manage-people',
  'manage-own-tokens',
  'change-own-password',
]);

async function admit(headers: Request['headers'], access: Access): Promise<Actor> {
  if (access === 'open' || access === 'source') return ANYONE;
  if (access === 'source or end-run' && isSource(headers)) return ANYONE;
  const actor = await requestActor(headers);
  const verb = access === 'source or end-run' ? 'end-run' : access;
  checkRole(actor, verb);
  const byToken = mayByToken(verb);
  if (actor.kind === 'token' && !byToken.ok) throw new ServerError('forbidden', byToken.reason);
  return actor;
}

/** Wraps a door: who may call it is checked first, and whatever it throws becomes an answer. `access` stays readable on it, for the authorisation test. */
export function route(access: Access, door: Door) {
  const guarded = async (request: Request, context: Context): Promise<Response> => {
    try {
      await checkHost(request.headers);
      if (!READS.has(request.method)) checkOrigin(request.headers);
      const actor = await admit(request.headers, access);
      const answer = await door(request, await context.params, actor);
      if (!READS.has(request.method) && TAKES_RIGHTS.has(access)) void (await instance()).streams.recheck();
      return answer;
    } catch (error) {
      return errorResponse(error);
    }
  };
  return Object.assign(guarded, { access });
}

/** An answer that changes all the time. */
export const json = (value: unknown, status = 200): Response =>
  Response.json(value, { status, headers: { 'cache-control': 'no-store' } });

/** The named part of the path; Next always gives it. */
export const param = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};
