import { type Role, rolesIn } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { publicOrigin } from '@/lib/server/people/forwarded';

type Headers = { get(name: string): string | null };

/** Only what a session is asked by: better-auth takes a cookie and nothing else of a request. */
const cookieOf = (headers: Headers): globalThis.Headers =>
  new globalThis.Headers({ cookie: headers.get('cookie') ?? '' });

const person = (user: { id: string; name: string; roles: unknown }): Actor => ({
  kind: 'person',
  id: user.id,
  name: user.name,
  roles: Array.isArray(user.roles) ? rolesIn(user.roles) : ([] satisfies Role[]),
});

/** Who is signed in by this request's cookie; null when nobody is, or somebody who was banned meanwhile. */
export async function sessionActor(headers: Headers): Promise<Actor | null> {
  if (!headers.get('cookie')) return null;
  const { auths, env } = await instance();
  const found = await auths
    .at(publicOrigin(headers, env.auth))
    .api.getSession({ headers: cookieOf(headers), query: { disableRefresh: true } });
  return found && !found.user.bannedAt ? person(found.user) : null;
}
