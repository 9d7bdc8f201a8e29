import { exactHeaders } from '@/lib/server/exact-headers';
import { countAttempt } from '@/lib/server/people/attempts';
import { clientAddress } from '@/lib/server/people/forwarded';
import { FORMS, type Form, type PublicAnswer, publicAnswer } from '@/lib/server/report/public-answer';
import { param, route } from '@/lib/server/route';

/** The page runs one line of its own script and loads nothing. */
const SAFE = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** The same for a link that never was, was taken back or is too old: whoever guesses learns nothing. */
const nothing = (): Response =>
  new Response('There is no report at this address.\n', {
    status: 404,
    headers: { ...SAFE, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

type Wanted = { readonly form: Form; readonly no: number | null };

/** `[]`, `[form]`, `v/2` or `v/2/form`; null for anything else. */
function wantedIn(path: string | readonly string[] | undefined): Wanted | null {
  const parts = typeof path === 'string' ? [path] : (path ?? []);
  const versioned = parts[0] === 'v';
  const no = versioned ? Number(parts[1]) : null;
  const [last = 'html', ...rest] = versioned ? parts.slice(2) : parts;
  const form = FORMS.find((known) => known === last);
  const fits = rest.length === 0 && (no === null || (Number.isInteger(no) && no > 0));
  return form && fits ? { form, no } : null;
}

function answerOf(request: Request, { type, etag, plain, gzip, keep }: PublicAnswer): Response {
  const headers = {
    ...SAFE,
    'content-type': type,
    etag,
    vary: 'accept-encoding',
    'cache-control': `public, max-age=${keep}, must-revalidate`,
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  const encoding = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '') ? 'gzip' : null;
  const body = new Uint8Array(encoding === null ? plain : gzip);
  return new Response(body, { headers: { ...headers, ...exactHeaders({ length: body.length, encoding }) } });
}

export const GET = route('open', async (request, params) => {
  const wanted = wantedIn(params.path);
  const token = param(params, 'token');
  const answer =
    wanted && /^[\w-]{32}$/.test(token) ? await publicAnswer(token, wanted.form, wanted.no) : null;
  if (answer) return answerOf(request, answer);
  await countAttempt('report from', clientAddress(request.headers));
  return nothing();
});
