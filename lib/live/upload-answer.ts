/** What the ingest door's answer to a HEAD or PATCH means for whoever sends. `later` is worth a new try, `refused` is not. */
export type UploadAnswer =
  | { readonly kind: 'taken'; readonly offset: number; readonly length: number | null }
  | { readonly kind: 'elsewhere'; readonly offset: number }
  | { readonly kind: 'ended'; readonly offset: number | null }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string };

export type RawAnswer = {
  readonly status: number;
  readonly offset: string | null;
  readonly length: string | null;
  readonly body: string;
};

const wholeNumber = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

const textIn = (value: unknown, key: string): string | null => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
  return typeof found === 'string' && found !== '' ? found : null;
};

/** For answers without a body, as those to HEAD are. */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  401: 'The token is not the one of this run.',
  403: 'This sender is not allowed here.',
  404: 'There is no such run on this server.',
  413: 'The stream is larger than this server takes.',
  507: 'The disk of the server is full.',
};

/** The door's own words for an error, `{error: {message, hint}}`, or what little can be said without them. */
export function errorWords(status: number, body: string, otherwise = `HTTP ${status}`): string {
  try {
    const document: unknown = JSON.parse(body);
    const error: unknown = typeof document === 'object' && document ? Reflect.get(document, 'error') : null;
    const words = [textIn(error, 'message'), textIn(error, 'hint')].filter((text) => text !== null);
    if (words.length > 0) return words.join(' ');
  } catch {
    // Not ours: a proxy's page, or nothing.
  }
  return otherwise;
}

const RETRY = new Set([408, 425, 429, 507]);

/** Reads an answer of the slog door; the same for every sender that speaks fetch. */
export function readUploadAnswer({ status, offset, length, body }: RawAnswer): UploadAnswer {
  const at = wholeNumber(offset);
  const reason = errorWords(status, body, STATUS_WORDS[status]);
  if (status === 200 || status === 204) {
    if (at === null) return { kind: 'refused', status, reason: 'The answer names no Upload-Offset.' };
    return { kind: 'taken', offset: at, length: wholeNumber(length) };
  }
  if (status === 409 && at !== null) return { kind: 'elsewhere', offset: at };
  if (status === 409) return { kind: 'later', reason };
  if (status === 410) return { kind: 'ended', offset: at };
  if (status >= 500 || status === 0 || RETRY.has(status)) return { kind: 'later', reason };
  return { kind: 'refused', status, reason };
}

/** What a sender does next: send from an offset, wait and ask the server again, or stop for good. */
export type NextStep =
  | { readonly kind: 'send'; readonly offset: number }
  | { readonly kind: 'ask'; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string };

/** The step after an answer; `sentAt` is the offset of the bytes it answers, null for a question. */
export function nextStep(answer: UploadAnswer, sentAt: number | null): NextStep {
  if (answer.kind === 'later') return { kind: 'ask', reason: answer.reason };
  if (answer.kind === 'refused') {
    return { kind: 'stop', reason: `The server refused the stream (${answer.status}): ${answer.reason}` };
  }
  if (answer.kind === 'ended') {
    const where = answer.offset === null ? '' : ` at byte ${answer.offset}`;
    return { kind: 'stop', reason: `The run has ended${where}; nothing can be added. Make a new run.` };
  }
  if (answer.kind === 'elsewhere' && answer.offset === sentAt) {
    return { kind: 'ask', reason: 'another sender feeds this run' };
  }
  return { kind: 'send', offset: answer.offset };
}

/** Does the answer to bytes sent (not to a question) say that all `size` bytes of the stream are there for good? */
export function isWhole(answer: UploadAnswer, sentAt: number | null, size: number): boolean {
  // "Ended" at our own length: an earlier last request arrived, its answer did not.
  return sentAt !== null && (answer.kind === 'taken' || answer.kind === 'ended') && answer.offset === size;
}
