/** What can go wrong, by name; each is mapped to HTTP here and nowhere else. */
const STATUS = {
  'bad-input': 400,
  'broken-off': 400,
  'signed-out': 401,
  'wrong-sign-in': 401,
  'wrong-token': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'offset-mismatch': 409,
  'run-ended': 410,
  'link-over': 410,
  'too-large': 413,
  'wrong-content-type': 415,
  'not-a-slog': 422,
  'too-many': 429,
  'not-ready': 503,
  'storage-full': 507,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof STATUS;

type Detail = {
  readonly hint?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the caller needs to go on: the current view after a conflict. */
  readonly current?: unknown;
};

/** An error whose words are for the person at the other end. */
export class ServerError extends Error {
  readonly code: ErrorCode;
  readonly detail: Detail;

  constructor(code: ErrorCode, message: string, detail: Detail = {}) {
    super(message);
    this.name = 'ServerError';
    this.code = code;
    this.detail = detail;
  }
}

export const notFound = (what: string): ServerError =>
  new ServerError('not-found', `There is no ${what}.`, {
    hint: 'It may have been deleted; look in the list.',
  });

/** By what it carries, not by class: the build may hold this module twice, in the start and in a door. */
export const isServerError = (error: unknown): error is ServerError =>
  error instanceof Error && error.name === 'ServerError' && 'code' in error && 'detail' in error;

const systemCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The database says it in words only; Prisma passes them on. */
const FULL_IN_WORDS = /No space left on device|could not extend file/;

export const isStorageFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', '53100'].includes(String(systemCode(error))) ||
  (error instanceof Error && FULL_IN_WORDS.test(error.message));

/** No text of the database holds NUL, in whatever part of a request it came. */
const holdsNul = (error: unknown): boolean =>
  error instanceof Error && /invalid byte sequence for encoding "UTF8": 0x00/.test(error.message);

/** Names what is known about any error; null for a fault of ours. */
export function namedError(error: unknown): ServerError | null {
  if (isServerError(error)) return error;
  if (isStorageFull(error))
    return new ServerError('storage-full', 'The disk of the data folder is full.', {
      hint: 'Make room there; what was acknowledged is kept, and sending may go on from it.',
    });
  if (holdsNul(error))
    return new ServerError(
      'bad-input',
      'A text of this request holds the character U+0000, which cannot be kept.',
    );
  return null;
}

/** The answer of a door that refuses: `{error: {code, message, hint?}, current?}`. */
export function errorResponse(error: unknown): Response {
  const named = namedError(error);
  if (!named) {
    console.error(error);
    const message = 'The server failed at this; the reason is in its own output.';
    return Response.json({ error: { code: 'internal', message } }, { status: 500 });
  }
  const { hint, headers, current } = named.detail;
  return Response.json(
    {
      error: { code: named.code, message: named.message, ...(hint === undefined ? {} : { hint }) },
      ...(current === undefined ? {} : { current }),
    },
    { status: STATUS[named.code], headers: { 'cache-control': 'no-store', ...headers } },
  );
}
