import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One run as the reference door keeps it: what it holds counts as durable. */
export class DoorRun {
  readonly id = randomUUID();
  readonly token = `t-${this.id}`;
  readonly title: string;
  length: number | undefined;
  ended = false;
  /** What whoever made it signed in with. */
  madeBy: string | undefined;
  /** The plan that it is said to execute. */
  plan: unknown;
  /** Sizes of the bodies that were appended, in order. */
  readonly bodies: number[] = [];
  #store = Buffer.alloc(1024);
  #size = 0;

  constructor(title: string) {
    this.title = title;
  }

  get bytes(): Buffer {
    return this.#store.subarray(0, this.#size);
  }

  set bytes(bytes: Buffer) {
    this.#store = Buffer.from(bytes);
    this.#size = bytes.length;
  }

  append(bytes: Buffer): void {
    const size = this.#size + bytes.length;
    if (size > this.#store.length) this.#store = Buffer.concat([this.#store], 2 * size);
    bytes.copy(this.#store, this.#size);
    this.#size = size;
  }
}

type Cut = { readonly run: DoorRun; readonly at: number; readonly downMs: number };
type Refusal = { readonly status: number; readonly code: string };

const readAll = async (request: http.IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
};

/**
 * The ingest doors' offset rules on bare node:http, in memory: an honest, small reference for tests of senders.
 * `cut` kills the server at an exact byte of a body and starts it again later; nothing it had taken is lost.
 */
export class ReferenceDoor {
  readonly runs = new Map<string, DoorRun>();
  refusal: Refusal | undefined;
  requests: string[] = [];
  /** How many cuts came true. */
  deaths = 0;
  #server = http.createServer((request, response) => void this.#answer(request, response));
  #port = 0;
  #cuts: Cut[] = [];
  #writers = new Map<DoorRun, http.IncomingMessage>();

  static async open(): Promise<ReferenceDoor> {
    const door = new ReferenceDoor();
    await door.start();
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  slogUrl(run: DoorRun): string {
    return `${this.url}/api/runs/${run.id}/slog`;
  }

  addRun(title = 'test'): DoorRun {
    const run = new DoorRun(title);
    this.runs.set(run.id, run);
    return run;
  }

  cut(cut: Cut): void {
    this.#cuts.push(cut);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    request.on('error', () => {});
    const { method = '', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    const [, , , id = '', part] = url.split('/');
    if (this.refusal) return this.#refuse(response, this.refusal.status, this.refusal.code);
    if (method === 'POST' && id === '') return this.#create(request, response);
    const run = this.runs.get(id);
    if (!run) return this.#refuse(response, 404, 'not-found');
    if (part === 'end') return this.#end(run, response);
    if (request.headers.authorization !== `Bearer ${run.token}`)
      return this.#refuse(response, 401, 'wrong-token');
    if (method === 'HEAD') {
      response.writeHead(200, this.#offsets(run)).end();
      return;
    }
    return this.#patch(run, request, response);
  }

  #offsets(run: DoorRun): Record<string, string> {
    return {
      'upload-offset': String(run.bytes.length),
      ...(run.length !== undefined && { 'upload-length': String(run.length) }),
    };
  }

  #refuse(
    response: http.ServerResponse,
    status: number,
    code: string,
    headers: Record<string, string> = {},
  ): void {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { code, message: `Refused: ${code}` } }));
  }

  async #create(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { title, plan } = JSON.parse(await readAll(request)) as { title: string; plan?: unknown };
    const run = this.addRun(title);
    run.plan = plan;
    run.madeBy = request.headers.authorization;
    response.writeHead(201, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ runId: run.id, ingestToken: run.token, slogUrl: `/api/runs/${run.id}/slog` }),
    );
  }

  #end(run: DoorRun, response: http.ServerResponse): void {
    run.ended = true;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }

  async #patch(run: DoorRun, request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    if (request.headers['content-type'] !== 'application/offset+octet-stream')
      return this.#refuse(response, 415, 'content-type');
    if (run.ended) return this.#refuse(response, 410, 'run-ended', this.#offsets(run));
    if (Number(request.headers['upload-offset']) !== run.bytes.length)
      return this.#refuse(response, 409, 'offset-mismatch', this.#offsets(run));
    this.#writers.get(run)?.destroy();
    this.#writers.set(run, request);
    if (!(await this.#take(run, request))) return;
    const length = request.headers['upload-length'];
    if (length !== undefined) run.length = Number(length);
    run.ended ||= run.length === run.bytes.length;
    response.writeHead(204, this.#offsets(run)).end();
  }

  /** False when the body broke off: by its sender, or because this server was to die here. */
  async #take(run: DoorRun, request: http.IncomingMessage): Promise<boolean> {
    const before = run.bytes.length;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        if (this.#writers.get(run) !== request) return false;
        const cut = this.#cuts.find((c) => c.run === run && c.at < run.bytes.length + chunk.length);
        const taken = cut ? chunk.subarray(0, Math.max(0, cut.at - run.bytes.length)) : chunk;
        run.append(taken);
        if (cut) return await this.#die(cut);
      }
    } catch {
      return false;
    }
    run.bodies.push(run.bytes.length - before);
    return true;
  }

  async #die(cut: Cut): Promise<false> {
    this.#cuts = this.#cuts.filter((c) => c !== cut);
    this.deaths += 1;
    await this.stop();
    setTimeout(() => void this.start(), cut.downMs);
    return false;
  }
}
