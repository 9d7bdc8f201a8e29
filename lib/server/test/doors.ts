import { HEAD, PATCH } from '@/app/api/runs/[runId]/slog/route';
import { createRun, type NewRun, type RunSource } from '@/lib/server/run/create-run';
import { OPERATOR_TOKEN } from '@/lib/server/test/person';
import { operator } from '@/lib/server/test/test-instance';

const HOST = { host: '127.0.0.1:3000' };

/** The context that Next gives a door. */
export const at = (params: Record<string, string>) => ({ params: Promise.resolve(params) });

/** A request as it comes to a door: by the operator of the tests, unless its headers say who else; an empty `authorization` is nobody. */
export const request = (
  url: string,
  { headers = {}, ...init }: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Request => {
  const all = new Headers({ ...HOST, authorization: `Bearer ${OPERATOR_TOKEN}`, ...headers });
  if (all.get('authorization') === '') all.delete('authorization');
  return new Request(`http://127.0.0.1:3000${url}`, { ...init, headers: all });
};

/** A source of a run, as a sender that knows its token. */
export class TestSource {
  readonly source: RunSource;

  constructor(source: RunSource) {
    this.source = source;
  }

  static async create(run: Partial<NewRun> = {}): Promise<TestSource> {
    return new TestSource(await createRun(operator, { title: 'test', kind: 'clone', ...run }));
  }

  get runId(): string {
    return this.source.runId;
  }

  async offset(): Promise<number> {
    const answer = await HEAD(
      request(this.source.slogUrl, { method: 'HEAD', headers: this.#bearer() }),
      at({ runId: this.runId }),
    );
    return Number(answer.headers.get('upload-offset') ?? Number.NaN);
  }

  /** One request with these bytes, or with a body that comes in its own time. */
  append(
    offset: number,
    body: Uint8Array | ReadableStream<Uint8Array>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const all = {
      ...this.#bearer(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...headers,
    };
    const stream = body instanceof Uint8Array ? new Blob([new Uint8Array(body)]).stream() : body;
    // Node asks for `duplex` where a body streams; the DOM's type of a request does not know it yet.
    const init: Omit<RequestInit, 'headers'> & { duplex: 'half'; headers: Record<string, string> } = {
      method: 'PATCH',
      headers: all,
      body: stream,
      duplex: 'half',
    };
    return PATCH(request(this.source.slogUrl, init), at({ runId: this.runId }));
  }

  #bearer(): Record<string, string> {
    return { authorization: `Bearer ${this.source.ingestToken}` };
  }
}

/** What a refusing door said. */
export async function refusal(
  answer: Response,
): Promise<{ status: number; code: string; offset: string | null }> {
  const body = await answer.json();
  return { status: answer.status, code: body.error.code, offset: answer.headers.get('upload-offset') };
}
