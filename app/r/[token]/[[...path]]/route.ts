import { exactHeaders } from '@/lib/server/exact-headers';
import { countAttempt } from '@/lib/server/people/attempts';
import { clientAddress } from '@/lib/server/people/forwarded';
import { publicAnswer } from '@/lib/server/report/public-answer';
import { isToken, wantedIn } from '@/lib/server/report/public-path';
import { respond, SAFE_HEADERS } from '@/lib/server/report/public-response';
import { param, route } from '@/lib/server/route';

/** The same for a link that never was, was taken back or is too old: whoever guesses learns nothing. */
const nothing = (): Response =>
  new Response('There is no report at this address.\n', {
    status: 404,
    headers: {
      ...SAFE_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
  });

/** Readers of a link that was opened a moment ago are answered before they come here (`lib/server/report/readers-first.ts`). */
export const GET = route('open', async ({ headers }, params) => {
  const { path = [] } = params;
  const wanted = wantedIn(typeof path === 'string' ? [path] : path);
  const token = param(params, 'token');
  const answer = wanted && isToken(token) ? await publicAnswer(token, wanted) : null;
  if (answer === null) {
    await countAttempt('report from', clientAddress(headers));
    return nothing();
  }
  const {
    status,
    headers: own,
    body,
    encoding,
  } = respond(answer, {
    ifNoneMatch: headers.get('if-none-match'),
    acceptEncoding: headers.get('accept-encoding'),
  });
  if (body === null) return new Response(null, { status, headers: own });
  const exact = exactHeaders({ length: body.length, encoding });
  return new Response(new Uint8Array(body), { status, headers: { ...own, ...exact } });
});
