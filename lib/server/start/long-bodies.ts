import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';

const isServer = (value: unknown): value is Server =>
  typeof value === 'object' && value !== null && 'requestTimeout' in value;

/**
 * A sender may keep one request open for days, and Node's HTTP server ends any whose body takes over five minutes. Next makes the
 * server and gives no way to it but this channel, on which Node tells of every request's start.
 * https://nodejs.org/api/diagnostics_channel.html#http
 */
export function allowLongBodies(): void {
  subscribe('http.server.request.start', (message) => {
    const server: unknown = typeof message === 'object' && message ? Reflect.get(message, 'server') : null;
    if (isServer(server)) server.requestTimeout = 0;
  });
}
