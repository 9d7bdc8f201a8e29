import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { RECORDER_HEADER, RecordReader, readRing, type Span } from '@/lib/slog/flight-recorder';

type Bytes = AsyncIterable<Uint8Array>;

/**
 * The lines of a flight recorder that comes as a stream, oldest first. Where the ring goes over the arena's end its newest records
 * come first: they wait in a temporary file, so that memory stays flat however large the ring is. Answers with what is damaged, or null.
 */
export async function* recorderText(bytes: Bytes): AsyncGenerator<Uint8Array, string | null> {
  const chunks = bytes[Symbol.asyncIterator]();
  const head = await headOf(chunks);
  if (head.length < RECORDER_HEADER) return 'The flight recorder ends inside its header.';
  const ring = readRing(head);
  const [first, behind] = ring.spans;
  if (!first) return null;
  const reader = new RecordReader(ring);
  const late = behind ? await Spool.open() : null;
  try {
    const seen = yield* arena(chunks, head.subarray(RECORDER_HEADER), { first, late, behind }, reader);
    if (seen < first.to) return CUT;
    if (late) for await (const part of late.read()) yield reader.push(part);
    return reader.failure ?? (reader.isWhole ? null : CUT);
  } finally {
    await late?.remove();
  }
}

const CUT = 'The flight recorder is cut: it says that it holds more records than it does.';

async function headOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < RECORDER_HEADER) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

type Parts = { first: Span; late: Spool | null; behind: Span | undefined };

/** Goes through the arena once; answers with how much of it there was. */
async function* arena(
  chunks: AsyncIterator<Uint8Array>,
  rest: Uint8Array,
  { first, late, behind }: Parts,
  reader: RecordReader,
): AsyncGenerator<Uint8Array, number> {
  let at = 0;
  for (let part: Uint8Array | null = rest; part !== null; part = await nextOf(chunks)) {
    if (late && behind) await late.write(within(part, at, behind));
    const text = reader.push(within(part, at, first));
    if (text.length > 0) yield text;
    at += part.length;
    if (at >= first.to) break;
  }
  return at;
}

async function nextOf(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const next = await chunks.next();
  return next.done ? null : next.value;
}

/** What of a piece that stands at `at` lies in the span. */
const within = (part: Uint8Array, at: number, { from, to }: Span): Uint8Array =>
  part.subarray(Math.max(0, from - at), Math.max(0, to - at));

/** Bytes that are written once and read once. */
class Spool {
  readonly #dir: string;
  readonly #file: string;
  readonly #out: ReturnType<typeof createWriteStream>;

  private constructor(dir: string) {
    this.#dir = dir;
    this.#file = path.join(dir, 'newest');
    this.#out = createWriteStream(this.#file, { mode: 0o600 });
  }

  static async open(): Promise<Spool> {
    return new Spool(await mkdtemp(path.join(tmpdir(), 'vatdeck-recorder-')));
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#out.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  async *read(): Bytes {
    this.#out.end();
    await finished(this.#out);
    yield* createReadStream(this.#file);
  }

  async remove(): Promise<void> {
    this.#out.destroy();
    await rm(this.#dir, { recursive: true, force: true });
  }
}
