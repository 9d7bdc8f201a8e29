/** Where Vatdeck is when nobody says. */
export const DEFAULT_URL = 'http://127.0.0.1:3000';

/** The address without a slash at its end; null when it is none of http or https. */
export function serverAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href.replace(/\/+$/, '') : null;
}

/** Why a request got no answer: the system's word (ECONNREFUSED …) if it has one. */
export function networkWords(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
