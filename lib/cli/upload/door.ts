import { networkWords } from '@/lib/cli/server-address';
import type { RunKind } from '@/lib/live/run-row';
import { errorWords, readUploadAnswer, type UploadAnswer } from '@/lib/live/upload-answer';
import { paths } from '@/lib/url/paths';
import { EXIT, UploadFault } from './exit-code';

export type NewRun = {
  readonly title: string;
  readonly kind: RunKind;
  readonly expectedBytes?: number;
  readonly plan?: { readonly id: string; readonly digest?: string };
};
export type RunKey = { readonly runId: string; readonly token: string };

/** No answer for so long (ms) counts as a lost connection: longer than 8 MiB take on a slow line. */
const PATIENCE = 120_000;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readKey(text: string): RunKey | null {
  const document = parseJson(text);
  if (typeof document !== 'object' || document === null) return null;
  const { runId, ingestToken } = document as Partial<Record<string, unknown>>;
  return typeof runId === 'string' && typeof ingestToken === 'string' ? { runId, token: ingestToken } : null;
}

type Server = { readonly url: string; readonly apiToken: string | null };

/** Makes a run to send to; throws an UploadFault that says why there is none. */
export async function createRun(
  { url, apiToken }: Server,
  run: NewRun,
  signal: AbortSignal,
): Promise<RunKey> {
  const at = url + paths.api.runs();
  let response: Response;
  try {
    response = await fetch(at, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiToken === null ? {} : { authorization: `Bearer ${apiToken}` }),
      },
      body: JSON.stringify(run),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw new UploadFault(EXIT.interrupted, 'Interrupted before a run was made.');
    const todo = 'Start it with "npm start", or name its address with --url.';
    throw new UploadFault(EXIT.unreachable, `No Vatdeck answers at ${url} (${networkWords(error)}). ${todo}`);
  }
  const body = await response.text();
  const key = response.status === 201 ? readKey(body) : null;
  if (key) return key;
  const hint =
    response.status === 401 && apiToken === null
      ? ' Make an API token under Settings and give it in $VATDECK_TOKEN or --token-file.'
      : '';
  throw new UploadFault(EXIT.refused, `${at} made no run: ${errorWords(response.status, body)}${hint}`);
}

/** The slog door of one run, as a sender sees it. Its answers never throw. */
export class SlogDoor {
  readonly #url: string;
  readonly #key: RunKey;
  readonly #signal: AbortSignal;

  constructor(url: string, key: RunKey, signal: AbortSignal) {
    this.#url = url;
    this.#key = key;
    this.#signal = signal;
  }

  /** How far the server has the stream for good. */
  head(): Promise<UploadAnswer> {
    return this.#ask('HEAD', {});
  }

  /** Appends bytes at an offset; with `length` the stream ends there. */
  append(offset: number, bytes: Uint8Array<ArrayBuffer>, length: number | null): Promise<UploadAnswer> {
    const headers = {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...(length !== null && { 'upload-length': String(length) }),
    };
    return this.#ask('PATCH', headers, bytes);
  }

  /** Ends the stream where it is. Without the caller's signal: it is called when that one has fired. */
  async end(): Promise<string | null> {
    try {
      const response = await fetch(`${this.#url}${paths.api.run(this.#key.runId)}/end`, {
        method: 'POST',
        headers: { ...this.#authorization(), 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'The sender ended it.' }),
        signal: AbortSignal.timeout(10_000),
      });
      return response.ok ? null : errorWords(response.status, await response.text());
    } catch (error) {
      return networkWords(error);
    }
  }

  #authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.#key.token}`, 'tus-resumable': '1.0.0' };
  }

  async #ask(
    method: 'HEAD' | 'PATCH',
    headers: Record<string, string>,
    body: Uint8Array<ArrayBuffer> | null = null,
  ): Promise<UploadAnswer> {
    try {
      const response = await fetch(this.#url + paths.api.slog(this.#key.runId), {
        method,
        headers: { ...this.#authorization(), ...headers },
        ...(body && { body }),
        signal: AbortSignal.any([this.#signal, AbortSignal.timeout(PATIENCE)]),
      });
      return readUploadAnswer({
        status: response.status,
        offset: response.headers.get('upload-offset'),
        length: response.headers.get('upload-length'),
        body: await response.text(),
      });
    } catch (error) {
      return { kind: 'later', reason: networkWords(error) };
    }
  }
}
