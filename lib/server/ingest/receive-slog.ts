import { isServerError, isStorageFull, ServerError } from '@/lib/server/errors';
import { JUDGED_BYTES, notASlog } from '@/lib/server/ingest/head-judge';
import { offsetHeader, type Turn } from '@/lib/server/ingest/slog-writer';
import { type UploadHeaders, uploadHeaders } from '@/lib/server/ingest/upload-headers';
import { instance } from '@/lib/server/instance';
import type { LiveRun } from '@/lib/server/live/live-run';
import { sourceRun } from '@/lib/server/run/source';

const ended = (durable: number): ServerError =>
  new ServerError('run-ended', `This run has ended at ${durable} bytes; nothing can be added.`, {
    hint: 'Make a new run for another slog.',
    headers: offsetHeader(durable),
  });

const tooLarge = (limit: number, durable: number): ServerError =>
  new ServerError('too-large', `A run may have ${limit} bytes.`, {
    hint: 'The limit is MAX_SLOG_BYTES in the environment of the server.',
    headers: offsetHeader(durable),
  });

/** Refuses before a byte is read what cannot come out well. */
function checkSizes(
  live: LiveRun,
  { offset, length }: UploadHeaders,
  bodyLength: number,
  limit: number,
): void {
  if (Math.max(length ?? 0, offset + bodyLength) > limit) throw tooLarge(limit, live.durable);
  const known = live.length ?? length;
  if (length !== null && known !== length)
    throw new ServerError('bad-input', `This stream was said to end at byte ${known}, and now at ${length}.`);
  if (known !== null && (known < live.durable || offset + bodyLength > known))
    throw new ServerError('bad-input', `This stream ends at byte ${known}; the request goes beyond.`, {
      headers: offsetHeader(live.durable),
    });
}

/** A run that is certainly no slog has failed: more bytes would not help. */
async function judge(live: LiveRun, part: Uint8Array): Promise<void> {
  const total = live.written + part.length;
  const complete = total === live.length;
  if (!live.judge.wants(total, complete)) return;
  const head = Buffer.concat([await live.head(JUDGED_BYTES), part]);
  const found = live.judge.refuse(head, complete);
  if (found === null) return;
  const reason = notASlog(found);
  void live.end({ reason, verdict: 'failed' }).catch(console.error);
  throw new ServerError('not-a-slog', reason, {
    hint: 'A slog has one JSON object per line, each with a "type"; plain or gzip.',
    headers: offsetHeader(live.durable),
  });
}

/** Ends the wait for a body's next part when another sender takes over. */
async function* partsUntil(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    for (;;) {
      const part = await reader.read().catch(() => 'broken' as const);
      if (part === 'broken') throw new ServerError('broken-off', 'The request broke off.');
      if (part.done) return;
      yield part.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

type Receiving = {
  readonly live: LiveRun;
  readonly turn: Turn;
  readonly limit: number;
  readonly length: number | null;
};

async function appendBody({ live, turn, limit }: Receiving, body: ReadableStream<Uint8Array>): Promise<void> {
  for await (const part of partsUntil(body, turn.signal)) {
    if (live.written + part.length > limit) throw tooLarge(limit, live.durable);
    if (live.length !== null && live.written + part.length > live.length)
      throw new ServerError('bad-input', `This stream ends at byte ${live.length}; more was sent.`);
    await judge(live, part);
    await turn.append(part);
  }
  if (turn.signal.aborted)
    throw new ServerError('conflict', 'Another request took over this stream.', {
      headers: offsetHeader(live.durable),
    });
}

/** An error that ended a body, with how far the stream is kept nevertheless. */
function withOffset(error: unknown, durable: number): unknown {
  const headers = offsetHeader(durable);
  if (isServerError(error)) return new ServerError(error.code, error.message, { ...error.detail, headers });
  if (!isStorageFull(error)) return error;
  return new ServerError(
    'storage-full',
    `The disk of the data folder is full; ${durable} bytes of this run are kept.`,
    { hint: 'Make room there; the run stays open and sending may go on from Upload-Offset.', headers },
  );
}

/** Whatever ends the body, what came of it is made durable; a full disk says how far it went. */
async function receive(receiving: Receiving, body: ReadableStream<Uint8Array> | null): Promise<void> {
  const { live, turn, length } = receiving;
  try {
    if (length !== null) await live.setLength(length);
    if (body) await appendBody(receiving, body);
    await turn.settle();
  } catch (error) {
    await turn.settle().catch(() => {});
    throw withOffset(error, live.durable);
  } finally {
    turn.release();
  }
}

/** Appends a request's body to a run's stream, durable before it is acknowledged; answers how far the stream is kept. */
export async function receiveSlog(request: Request, runId: string): Promise<number> {
  const { receivedBytes } = await sourceRun(request.headers, runId);
  const wanted = uploadHeaders(request.headers);
  const { env, runs } = await instance();
  const live = await runs.get(runId);
  if (!live) throw ended(receivedBytes);
  checkSizes(live, wanted, Number(request.headers.get('content-length') ?? 0), env.maxRunBytes);
  const turn = await live.take(wanted.offset);
  await receive({ live, turn, limit: env.maxRunBytes, length: wanted.length }, request.body);
  if (live.length === live.durable) await live.end({ reason: null });
  return live.durable;
}
