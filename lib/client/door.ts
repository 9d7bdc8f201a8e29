import { saySignedOut } from '@/lib/client/signed-out';

/** What a door answered when it refused, or why no answer came. `code` is the machine's word, the rest is for people. */
export class DoorError extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint: string | null;

  constructor(init: { status: number; code: string; message: string; hint?: string | null }) {
    super(init.message);
    this.name = 'DoorError';
    this.status = init.status;
    this.code = init.code;
    this.hint = init.hint ?? null;
  }
}

/** No answer came. */
export const offline = () =>
  new DoorError({
    status: 0,
    code: 'offline',
    message: 'The server does not answer.',
    hint: 'Check that Vatdeck runs (npm start) and that this machine is connected. The page tries again by itself.',
  });

const text = (value: unknown, key: string): string | null => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' && found !== '' ? found : null;
};

/** What a door that refused said. */
export async function refusal(response: Response): Promise<DoorError> {
  const body: unknown = await response.json().catch(() => null);
  const error: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'error') : null;
  return new DoorError({
    status: response.status,
    code: text(error, 'code') ?? `http-${response.status}`,
    message: text(error, 'message') ?? `The server answered ${response.status} ${response.statusText}`.trim(),
    hint: text(error, 'hint'),
  });
}

type Call = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; signal?: AbortSignal };

/** Whoever was signed out meanwhile is asked to sign in again, on the page as it is. */
function heard(error: DoorError, acting: boolean): DoorError {
  if (error.code === 'signed-out') saySignedOut(acting);
  return error;
}

async function ask(path: string, { method = 'GET', body, signal }: Call): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    cache: 'no-store',
  }).catch((cause: unknown) => {
    throw signal?.aborted ? cause : offline();
  });
  if (!response.ok) throw heard(await refusal(response), method !== 'GET');
  return response;
}

/** Calls one of our own doors and returns its bytes, or throws a DoorError. */
export const callBytes = async (path: string, call: Call = {}): Promise<Uint8Array> =>
  new Uint8Array(await (await ask(path, call)).arrayBuffer());

/** Calls one of our own doors and returns its JSON, or throws a DoorError. The caller names what the door promises. */
export async function callDoor<T>(path: string, call: Call = {}): Promise<T> {
  const response = await ask(path, call);
  const answer: T = response.status === 204 ? undefined : await response.json();
  return answer;
}

/** A door said no, and would say so again; everything else broke, and may be tried again. */
export const isRefusal = (error: unknown): error is DoorError =>
  error instanceof DoorError && error.status >= 400 && error.status < 500;

/** An error as a page shows it: what the machine said and what to do. */
export function errorWords(error: unknown): { where: string; todo: string } {
  if (error instanceof DoorError) {
    return {
      where: error.status > 0 ? `${error.message} (${error.status}, ${error.code})` : error.message,
      todo: error.hint ?? 'Try again. If it stays, the reason is in the terminal where Vatdeck runs.',
    };
  }
  const where = error instanceof Error ? error.message : String(error);
  return { where, todo: 'Reload the page. If it stays, the reason is in the terminal where Vatdeck runs.' };
}
