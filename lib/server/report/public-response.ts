import type { PublicAnswer } from '@/lib/server/report/public-answers';

/** The page runs one line of its own script and loads nothing. */
export const SAFE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
};

/** What goes out; `body` null: the reader has it already. */
export type Said = {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly encoding: 'br' | 'gzip' | null;
};

type Asked = { readonly ifNoneMatch: string | null; readonly acceptEncoding: string | null };

/** `W/` is how a proxy marks what it packed anew: the same content. */
const holds = (list: string | null, etag: string): boolean =>
  (list ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');

const takes = (list: string | null, encoding: string): boolean =>
  new RegExp(String.raw`\b${encoding}\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))`).test(list ?? '');

/** An answer as this reader gets it: packed as well as they take it, or not again. */
export function respond(answer: PublicAnswer, { ifNoneMatch, acceptEncoding }: Asked): Said {
  const { type, etag, plain, gzip, br, keep } = answer;
  const headers = {
    ...SAFE_HEADERS,
    'content-type': type,
    etag,
    vary: 'accept-encoding',
    'cache-control': `public, max-age=${keep}, must-revalidate`,
  };
  if (holds(ifNoneMatch, etag)) return { status: 304, headers, body: null, encoding: null };
  if (br && takes(acceptEncoding, 'br')) return { status: 200, headers, body: br, encoding: 'br' };
  if (gzip && takes(acceptEncoding, 'gzip')) return { status: 200, headers, body: gzip, encoding: 'gzip' };
  return { status: 200, headers, body: plain, encoding: null };
}
