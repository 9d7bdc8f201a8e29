import type { Role } from '@/lib/people/role';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { sessionActor } from '@/lib/server/people/session-actor';
import { apiToken, tokenActor } from '@/lib/server/people/token-actor';

/** Who acts: somebody who signed in, a program with a token of theirs, or the server itself. `name` is unique and what rows record. */
export type Actor = {
  readonly kind: 'person' | 'token' | 'system';
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
};

/** Whoever comes to an open door, or with a secret that is not theirs but a run's. */
export const ANYONE: Actor = { kind: 'system', id: 'anyone', name: 'anyone', roles: [] };

type Headers = { get(name: string): string | null };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const withoutPort = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');

/** True for a name that this server may be called by: a foreign page's DNS trick ends here. */
export function isAllowedHost(host: string | null, allowed: readonly string[]): boolean {
  if (host === null) return false;
  const name = withoutPort(host);
  return LOOPBACK.test(name) || allowed.includes(name) || allowed.includes(host.toLowerCase());
}

/** A page of another origin may not change anything here; programs send no Origin. */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** Refuses a request that came by a name that is not ours. */
export async function checkHost(headers: Headers): Promise<void> {
  const { env } = await instance();
  const host = headers.get('host');
  if (!isAllowedHost(host, env.allowedHosts))
    throw new ServerError('forbidden', `This server does not answer to the name "${host ?? ''}".`, {
      hint: 'If it is yours, add it to ALLOWED_HOSTS (comma separated) and start again.',
    });
}

/** Who is behind a request's headers, by API token or by session; null when nobody signed in. Throws when the request may not speak to this server. */
export async function findActor(headers: Headers): Promise<Actor | null> {
  await checkHost(headers);
  const token = apiToken(headers);
  return token === null ? sessionActor(headers) : tokenActor(token);
}

/** Who is behind a request's headers; refuses whoever did not sign in. */
export async function requestActor(headers: Headers): Promise<Actor> {
  const actor = await findActor(headers);
  if (actor) return actor;
  throw new ServerError('signed-out', 'You are not signed in.', {
    hint: 'Sign in on the page. A program sends an API token: Authorization: Bearer vdt_….',
  });
}

/** A mutating request must come from this server's own pages or from a program. */
export function checkOrigin(headers: Headers): void {
  if (!isOwnOrigin(headers.get('origin'), headers.get('host')))
    throw new ServerError('forbidden', `A page of ${headers.get('origin')} may not change anything here.`);
}
