import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

/** What an answer says of its body's bytes. */
export type ExactBody = { readonly length: number; readonly encoding: 'br' | 'gzip' | null };

const LENGTH = 'x-vatdeck-length';
const ENCODING = 'x-vatdeck-encoding';

/**
 * Next takes `content-length` and `content-encoding` out of a door's answer (next/dist/server/send-response.js), so a download would
 * show no progress. Said under these names they come through, and `keepExactHeaders` gives them their own names again.
 */
export const exactHeaders = ({ length, encoding }: ExactBody): Record<string, string> => ({
  [LENGTH]: String(length),
  ...(encoding === null ? {} : { [ENCODING]: encoding }),
});

function rename(response: ServerResponse, from: string, to: string): void {
  const value = response.getHeader(from);
  if (value === undefined) return;
  response.removeHeader(from);
  response.setHeader(to, value);
}

const isResponse = (value: unknown): value is ServerResponse =>
  typeof value === 'object' && value !== null && 'writeHead' in value;

/** From now on, for every answer of this process. Node tells of each request's start on this channel, with the answer to be. */
export function keepExactHeaders(): void {
  subscribe('http.server.request.start', (message) => {
    const found: unknown = typeof message === 'object' && message ? Reflect.get(message, 'response') : null;
    if (!isResponse(found)) return;
    const writeHead = found.writeHead.bind(found);
    found.writeHead = (...head: unknown[]) => {
      rename(found, LENGTH, 'content-length');
      rename(found, ENCODING, 'content-encoding');
      return Reflect.apply(writeHead, undefined, head);
    };
  });
}
