import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders } from 'node:http';
import type { AuthEnv } from '@/lib/server/people/auth-env';

type Headers = { get(name: string): string | null };

/** The proxy before us wrote the last entry; those before it are what its client claimed. */
const last = (list: string | null): string => list?.split(',').at(-1)?.trim() ?? '';

/** Who asks, as an address; `unknown` when nothing says it. */
export const clientAddress = (headers: Headers): string => last(headers.get('x-forwarded-for')) || 'unknown';

/** Where the asker reaches this server: what links and cookies are made for. */
export function publicOrigin(headers: Headers, { baseUrl, trustProxy }: AuthEnv): string {
  const host = headers.get('host') ?? '127.0.0.1';
  if (baseUrl !== null && new URL(baseUrl).host === host.toLowerCase()) return baseUrl;
  const tls = trustProxy && last(headers.get('x-forwarded-proto')) === 'https';
  return `${tls ? 'https' : 'http'}://${host}`;
}

const FORWARDED = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'forwarded',
];

const headersOf = (request: unknown): IncomingHttpHeaders | null =>
  typeof request === 'object' && request !== null ? Reflect.get(request, 'headers') : null;

/**
 * Without a trusted proxy, what a request says of itself under these names is taken away before Next sees it; Next then writes the
 * socket's own address, so that nobody is another at each guess of a password. Node tells of each request's start on this channel.
 */
export function ignoreForwarded(): void {
  subscribe('http.server.request.start', (message) => {
    const request: unknown = typeof message === 'object' && message ? Reflect.get(message, 'request') : null;
    const headers = headersOf(request);
    if (headers) for (const name of FORWARDED) delete headers[name];
  });
}
