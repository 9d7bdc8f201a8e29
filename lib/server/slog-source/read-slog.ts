import type { Readable } from 'node:stream';
import { recorderText } from '@/lib/server/slog-source/recorder-text';
import { unzipApart } from '@/lib/server/slog-source/unzip-apart';
import { unzipTail } from '@/lib/server/slog-source/unzip-tail';
import { isRecorder } from '@/lib/slog/flight-recorder';

/** What a reader of a slog wants to know beside its text. */
export type SlogReader = {
  /** The text, in chunks that end anywhere. A chunk that is all of its buffer may be given away by whoever takes it. */
  text: AsyncGenerator<Uint8Array>;
  /** Bytes of the source that were read so far: compressed ones, where it is compressed. */
  read: () => number;
  /** Why the text ends before its source says it should, in words; null while it does not. */
  damage: () => string | null;
};

/** What begins like this is gzip, whatever its name is. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/**
 * The text of a slog from a file or pipe, plain, gzip (also of several members) or a flight recorder's ring (also in gzip), told apart
 * by content and not by name. A torn gzip gives what can be read of it; a damaged one all that stands before the damage, if the source
 * can be read `again`, and else (a pipe) all but the last 64 KiB at most. Neither depends on how the source was cut. Gzip that is more than
 * a little is unpacked on a thread of its own. Never holds more than a few chunks.
 */
export function readSlog(source: Readable, again: (() => Readable) | null = null): SlogReader {
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
    const broken = yield* unzipApart(inPieces(withHead(head, rest(chunks, counted))));
    if (!broken) return;
    const tail = again ? await unzipTail(asChunks(again()), broken) : null;
    if (tail) yield* tail.parts;
    damage = `The gzip data is damaged after ${tail?.byte ?? broken.safe} bytes (${broken.reason}); what follows cannot be read.`;
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

/** Whoever leaves at the head has to leave what follows, too. */
async function* withHead(head: Uint8Array, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    yield* chunks;
  } finally {
    await chunks.return(undefined);
  }
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
    head = head.length === 0 && chunk.length >= least ? chunk : Buffer.concat([head, chunk]);
  }
  return head;
}

async function* asChunks(source: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) yield asBytes(chunk);
}

async function* rest(chunks: Chunks, counted: (chunk: Uint8Array) => Uint8Array): AsyncGenerator<Uint8Array> {
  for (let next = await chunks.next(); !next.done; next = await chunks.next())
    yield counted(asBytes(next.value));
}

/** A pipe's chunks may be of any size; a decompressor that breaks loses the text of the piece that it was given. */
const PIECE = 64 * 1024;

/** The same bytes in pieces of the same size, cut at the same places, each in a buffer of its own. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = Buffer.allocUnsafeSlow(PIECE);
  let length = 0;
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(PIECE - length, chunk.length - at);
      piece.set(chunk.subarray(at, at + taken), length);
      length += taken;
      at += taken;
      if (length < PIECE) continue;
      yield piece;
      piece = Buffer.allocUnsafeSlow(PIECE);
      length = 0;
    }
  if (length > 0) yield piece.subarray(0, length);
}
