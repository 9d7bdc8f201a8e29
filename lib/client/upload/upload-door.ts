import type { RunKind } from '@/lib/live/run-row';
import { errorWords, readUploadAnswer, type UploadAnswer } from '@/lib/live/upload-answer';
import { paths } from '@/lib/url/paths';
import type { RunKey } from './remembered-uploads';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
export type NewRun = {
  readonly title: string;
  readonly kind: RunKind;
  readonly expectedBytes: number;
  readonly plan?: { readonly id: string; readonly digest: string };
};

/** No answer for so long (ms) counts as a lost connection. */
const PATIENCE = 120_000;

function readKey(text: string): RunKey | null {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null) return null;
  const { runId, ingestToken } = document as Partial<Record<string, unknown>>;
  return typeof runId === 'string' && typeof ingestToken === 'string' ? { runId, token: ingestToken } : null;
}

/** Makes a run to send to, or says in words why there is none. */
export async function createRun(fetch: Fetch, run: NewRun, signal: AbortSignal): Promise<RunKey | string> {
  try {
    const response = await fetch(paths.api.runs(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(run),
      signal,
    });
    const body = await response.text();
    const key = response.status === 201 ? readKey(body) : null;
    return key ?? `The server made no run: ${errorWords(response.status, body)}`;
  } catch {
    return 'The server did not answer, so no run was made. Is Vatdeck still running?';
  }
}

/** Asks the slog door, or gives it a part of a file. Never rejects. */
export async function askDoor(
  fetch: Fetch,
  key: RunKey,
  signal: AbortSignal,
  part: { readonly offset: number; readonly bytes: Blob; readonly size: number } | null,
): Promise<UploadAnswer> {
  const headers = { authorization: `Bearer ${key.token}`, 'tus-resumable': '1.0.0' };
  const patient = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const patch = part && {
    method: 'PATCH',
    headers: {
      ...headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(part.offset),
      'upload-length': String(part.size),
    },
    body: part.bytes,
  };
  try {
    const response = await fetch(paths.api.slog(key.runId), {
      ...(patch ?? { method: 'HEAD', headers }),
      signal: patient,
    });
    return readUploadAnswer({
      status: response.status,
      offset: response.headers.get('upload-offset'),
      length: response.headers.get('upload-length'),
      body: await response.text(),
    });
  } catch {
    return { kind: 'later', reason: 'the server does not answer' };
  }
}
