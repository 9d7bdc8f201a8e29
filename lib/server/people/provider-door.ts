import type { ProviderView } from '@/lib/people/person-view';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import type { AuthEnv } from '@/lib/server/people/auth-env';
import { clientAddress, publicOrigin } from '@/lib/server/people/forwarded';

/** What of better-auth's own doors is open: the way to a provider and the way back. Everything else has a door of ours, or none. */
const OPEN = {
  POST: /^\/api\/auth\/sign-in\/social$/,
  GET: /^\/api\/auth\/callback\/(github|oidc)$/,
} as const;

const isMethod = (method: string): method is keyof typeof OPEN => Object.hasOwn(OPEN, method);

/** The providers that this server is configured for. */
export const providersOf = ({ github, oidc }: AuthEnv): ProviderView[] => [
  ...(github ? [{ id: 'github' as const, name: 'GitHub' }] : []),
  ...(oidc ? [{ id: 'oidc' as const, name: oidc.name }] : []),
];

/** Passes a request on to better-auth, by the address that people know this server by. */
export async function atProviderDoor(request: Request): Promise<Response> {
  const { auths, env } = await instance();
  const origin = publicOrigin(request.headers, env.auth);
  const { pathname, search } = new URL(request.url);
  if (!isMethod(request.method) || !OPEN[request.method].test(pathname)) throw notFound(`door ${pathname}`);
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', clientAddress(request.headers));
  headers.delete('authorization');
  const body = request.method === 'POST' ? { body: await request.text() } : {};
  return auths
    .at(origin)
    .handler(new Request(`${origin}${pathname}${search}`, { method: request.method, headers, ...body }));
}
