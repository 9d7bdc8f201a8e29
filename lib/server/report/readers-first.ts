import { subscribe } from 'node:diagnostics_channel';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { isAllowedHost } from '@/lib/server/actor';
import type { Instance } from '@/lib/server/instance';
import { answerKey, publicAnswer } from '@/lib/server/report/public-answer';
import type { PublicAnswer } from '@/lib/server/report/public-answers';
import { isToken, type Wanted, wantedIn } from '@/lib/server/report/public-path';
import { respond } from '@/lib/server/report/public-response';

/** So many readers are answered between two looks at what else came: bytes of a slog do not wait behind a crowd. */
const AT_ONCE = 32;

/** Does a crowd's work in small pieces, between which the process hears everybody else. */
class SmallPieces {
  #waiting: (() => void)[] = [];

  add(act: () => void): void {
    this.#waiting.push(act);
    if (this.#waiting.length === 1) setImmediate(() => this.#some());
  }

  #some(): void {
    const rest = this.#waiting;
    for (const act of rest.slice(0, AT_ONCE)) act();
    this.#waiting = rest.slice(AT_ONCE);
    if (this.#waiting.length > 0) setImmediate(() => this.#some());
  }
}

type Asked = { readonly token: string; readonly wanted: Wanted };

/** What a request of a public report asks for; null for every other. */
function askedIn({ method, url = '' }: IncomingMessage): Asked | null {
  if (method !== 'GET' || !url.startsWith('/r/')) return null;
  const [token = '', ...parts] = url.slice('/r/'.length).split('/');
  const wanted = wantedIn(parts);
  return wanted && isToken(token) ? { token, wanted } : null;
}

const header = (value: string | string[] | undefined): string | null => value?.toString() ?? null;

function send(request: IncomingMessage, response: ServerResponse, answer: PublicAnswer): void {
  const { status, headers, body, encoding } = respond(answer, {
    ifNoneMatch: header(request.headers['if-none-match']),
    acceptEncoding: header(request.headers['accept-encoding']),
  });
  const length = body === null ? {} : { 'content-length': body.length };
  response.writeHead(status, {
    ...headers,
    ...length,
    ...(encoding === null ? {} : { 'content-encoding': encoding }),
  });
  response.end(body ?? undefined);
}

/**
 * Answers a reader of a link that opened a moment ago; false for everybody else, who goes on to Next. When the answer is too old it is
 * looked for again here, so that a crowd's next look does not go through Next either.
 */
function answered(
  here: Instance,
  pieces: SmallPieces,
  request: IncomingMessage,
  response: ServerResponse,
  pass: () => void,
): boolean {
  const asked = askedIn(request);
  if (asked === null || !isAllowedHost(request.headers.host ?? null, here.env.allowedHosts)) return false;
  const known = here.publicAnswers.find(answerKey(asked.token, asked.wanted));
  if (known === null) return false;
  if (known.isFresh) pieces.add(() => send(request, response, known.answer));
  else
    publicAnswer(asked.token, asked.wanted).then(
      (answer) => (answer ? pieces.add(() => send(request, response, answer)) : pass()),
      pass,
    );
  return true;
}

const serverIn = (message: unknown): Server | null => {
  const server: unknown = typeof message === 'object' && message ? Reflect.get(message, 'server') : null;
  return server instanceof Server ? server : null;
};

/**
 * From now on a crowd on a public link is answered before Next, which takes a millisecond of processor for what takes a few hundredths.
 * Next makes the server and gives no way to it but the channel on which Node tells of every request before its listeners hear of it.
 */
export function answerReadersFirst(here: Instance): void {
  const known = new WeakSet<Server>();
  const pieces = new SmallPieces();
  subscribe('http.server.request.start', (message) => {
    const server = serverIn(message);
    if (server === null || known.has(server)) return;
    known.add(server);
    const listeners = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const pass = (): void => {
        for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
      };
      if (!answered(here, pieces, request, response, pass)) pass();
    });
  });
}
