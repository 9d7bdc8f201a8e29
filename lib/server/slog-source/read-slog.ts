import type { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';
import { recorderText } from '@/lib/server/slog-source/recorder-text';
import { isRecorder } from '@/lib/slog/flight-recorder';

/** What a reader of a slog wants to know beside its text. */
export type SlogReader = {
  /** The text, in chunks that end anywhere. */
  text: AsyncGenerator<Uint8Array>;
  /** Bytes of the source that were read so far: compressed ones, where it is compressed. */
  read: () => number;
  /** Why the text ends before its source says it should, in words; null while it does not. */
  damage: () => string | null;
};

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/**
 * The text of a slog from a file or pipe, plain, gzip (also of several members) or a flight recorder's ring (also in gzip), told apart
 * by content and not by name. A torn gzip gives what can be read of it. Never holds more than a few chunks.
 */
export function readSlog(source: Readable): SlogReader {
  let read = 0;
  let damage: string | null = null;
  const counted = (chunk: Uint8Array): Uint8Array => {
    read += chunk.length;
    return chunk;
  };
  async function* bytes(): AsyncGenerator<Uint8Array> {
    const chunks = source[Symbol.asyncIterator]();
    const head = await firstBytes(chunks, counted, 2);
    if (!isGzip(head)) {
      if (head.length > 0) yield head;
      yield* rest(chunks, counted);
      return;
    }
    try {
      yield* unzip(head, rest(chunks, counted));
    } catch (error) {
      if (!isZlibError(error)) throw error;
      damage = `The gzip data is damaged after ${read} bytes (${error.message}); what follows cannot be read.`;
    }
  }
  async function* text(): AsyncGenerator<Uint8Array> {
    const chunks = bytes();
    const head = await firstBytes(chunks, (chunk) => chunk, 8);
    const all = withHead(head, chunks);
    if (!isRecorder(head)) return yield* all;
    const found = yield* recorderText(all);
    damage ??= found;
  }
  return { text: text(), read: () => read, damage: () => damage };
}

async function* withHead(head: Uint8Array, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  yield* chunks;
}

type Chunks = AsyncIterator<unknown>;

const asBytes = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : Buffer.from(String(value));

/** At least so many bytes where there are so many: a pipe may give them one by one. */
async function firstBytes(
  chunks: Chunks,
  counted: (chunk: Uint8Array) => Uint8Array,
  least: number,
): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < least) {
    const next = await chunks.next();
    if (next.done) break;
    const chunk = counted(asBytes(next.value));
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
  }
  return head;
}

async function* rest(chunks: Chunks, counted: (chunk: Uint8Array) => Uint8Array): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next())
    yield counted(asBytes(next.value));
}

/** The sync flush at the end makes zlib give all it has of a member that was cut. */
async function* unzip(head: Uint8Array, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 256 * 1024 });
  const feeding = feed(gunzip, head, chunks);
  feeding.catch((error: unknown) =>
    gunzip.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  for await (const chunk of gunzip) yield asBytes(chunk);
  await feeding;
}

async function feed(
  gunzip: ReturnType<typeof createGunzip>,
  head: Uint8Array,
  chunks: AsyncGenerator<Uint8Array>,
): Promise<void> {
  const write = (chunk: Uint8Array): Promise<void> =>
    new Promise((resolve) => {
      // An error of the decompressor ends the reading side, which reports it.
      gunzip.write(chunk, () => resolve());
    });
  await write(head);
  for await (const chunk of chunks) {
    if (gunzip.destroyed || gunzip.writableEnded) return;
    await write(chunk);
  }
  gunzip.end();
}

const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && 'errno' in error && 'code' in error && String(error.code).startsWith('Z_');
