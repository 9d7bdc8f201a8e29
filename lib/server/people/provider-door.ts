import { z } from 'zod';
import type { ProviderView } from '@/lib/people/person-view';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import type { AuthEnv } from '@/lib/server/people/auth-env';
import { clientAddress, publicOrigin } from '@/lib/server/people/forwarded';
import { readBody } from '@/lib/server/read-body';
import { nextPath } from '@/lib/url/next-path';
import { paths } from '@/lib/url/paths';

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

const goShape = z.object({
  provider: z.enum(['github', 'oidc']),
  callbackURL: z.string().max(2000).default('/'),
});

/** What better-auth is asked, made anew: the way back leads to a page of ours, whatever the asker wrote. */
async function goBody(request: Request): Promise<string> {
  const { provider, callbackURL } = await readBody(request, goShape);
  const next = nextPath(callbackURL);
  const urls = { callbackURL: next, errorCallbackURL: paths.signIn(next) };
  return JSON.stringify({ provider, ...urls, disableRedirect: true });
}

const LONGEST = 300;

/** The provider's own words are for the log: a page that shows what an address says would say anything. */
function logRefusal({ pathname, searchParams }: URL): void {
  const error = searchParams.get('error');
  if (error === null) return;
  const provider = pathname.split('/').at(-1);
  const said = JSON.stringify({ error, description: searchParams.get('error_description') });
  console.error(`A sign-in through ${provider} came back with ${said.slice(0, LONGEST)}.`);
}

/** Passes a request on to better-auth, by the address that people know this server by. */
export async function atProviderDoor(request: Request): Promise<Response> {
  const { auths, env } = await instance();
  const origin = publicOrigin(request.headers, env.auth);
  const url = new URL(request.url);
  const { pathname, search } = url;
  if (!isMethod(request.method) || !OPEN[request.method].test(pathname)) throw notFound(`door ${pathname}`);
  logRefusal(url);
  const headers = new Headers(request.headers);
  headers.set('x-forwarded-for', clientAddress(request.headers));
  headers.delete('authorization');
  headers.delete('content-length');
  if (request.method === 'POST') headers.set('content-type', 'application/json');
  const body = request.method === 'POST' ? { body: await goBody(request) } : {};
  return auths
    .at(origin)
    .handler(new Request(`${origin}${pathname}${search}`, { method: request.method, headers, ...body }));
}
