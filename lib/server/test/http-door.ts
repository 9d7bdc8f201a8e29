import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { at } from '@/lib/server/test/doors';

type Handler = (request: Request, context: ReturnType<typeof at>) => Promise<Response>;
/** A route's handlers by method, and its path with `[names]`, as the app's folders have it. */
export type Routes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const isHandler = (value: unknown): value is Handler => typeof value === 'function';

function paramsOf(route: string, path: string): Record<string, string> | null {
  const names = route.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const part = decodeURIComponent(parts[i] ?? '');
    if (name.startsWith('[')) params[name.slice(1, -1)] = part;
    else if (name !== part) return null;
  }
  return params;
}

async function asRequest(incoming: http.IncomingMessage, url: URL): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (typeof value === 'string' && name !== 'connection') headers.set(name, value);
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' ? null : await buffer(incoming);
  return new Request(url, { method, headers, ...(body === null ? {} : { body: new Uint8Array(body) }) });
}

async function answerTo(incoming: http.IncomingMessage, routes: Routes): Promise<Response> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  for (const [route, methods] of Object.entries(routes)) {
    const params = paramsOf(route, url.pathname);
    const handler = methods[incoming.method ?? 'GET'];
    if (params && isHandler(handler)) return handler(await asRequest(incoming, url), at(params));
  }
  return new Response('no such route', { status: 404 });
}

async function answer(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  routes: Routes,
): Promise<void> {
  const response = await answerTo(incoming, routes);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Real handlers of app/api behind a real socket, for what speaks HTTP from outside; the first route that fits answers. */
export class HttpDoor {
  readonly #server: http.Server;

  private constructor(routes: Routes) {
    this.#server = http.createServer((incoming, outgoing) => void answer(incoming, outgoing, routes));
  }

  static async open(routes: Routes): Promise<HttpDoor> {
    const door = new HttpDoor(routes);
    door.#server.listen(0, '127.0.0.1');
    await once(door.#server, 'listening');
    return door;
  }

  get url(): string {
    // A server that listens on a port has an address of this shape; a pipe would have a text.
    const address = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
