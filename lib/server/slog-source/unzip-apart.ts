import { Worker } from 'node:worker_threads';
import { type Broken, Change, unzip } from '@/lib/server/slog-source/unzip.mjs';

export type FromUnzip =
  | { readonly kind: 'fed' }
  | { readonly kind: 'text'; readonly text: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end'; readonly broken: Broken | null };

/** Each in a buffer of its own, which is given away. */
type Pieces = AsyncIterator<Uint8Array<ArrayBuffer>>;

/** Chunks of text, of a megabyte each, that wait to be folded. */
const TEXTS_AT_ONCE = 8;
/** A gzip of no more pieces is unpacked here: a thread takes longer to start. */
const FEW = 8;
/** Pieces on their way to the thread. */
const ON_THEIR_WAY = 16;

class UnzipThread {
  readonly #worker: Worker;
  readonly #taken = new Int32Array(new SharedArrayBuffer(4));
  readonly #change = new Change();
  readonly #said: FromUnzip[] = [];
  #onTheirWay = 0;
  #failure: Error | null = null;
  #isOver = false;

  constructor() {
    const workerData = { taken: this.#taken, atOnce: TEXTS_AT_ONCE };
    this.#worker = new Worker(new URL('./unzip-thread.mjs', import.meta.url), { workerData, execArgv: [] });
    this.#worker.on('message', (message: FromUnzip) => {
      if (message.kind === 'fed') this.#onTheirWay -= 1;
      else this.#said.push(message);
      this.#change.tell();
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('it was ended from outside')));
  }

  feed(pieces: Pieces): void {
    this.#feed(pieces).catch((error: unknown) => {
      this.#failure ??= error instanceof Error ? error : new Error(String(error));
      this.#change.tell();
    });
  }

  /** What the thread says next. Throws what the source threw, or that the thread ended. */
  async next(): Promise<Exclude<FromUnzip, { kind: 'fed' }>> {
    for (;;) {
      const said = this.#said.shift();
      if (said && said.kind !== 'fed') return said;
      if (this.#failure) throw this.#failure;
      await this.#change.next();
    }
  }

  /** One chunk of text is out of the way: the thread may unpack another one. */
  taken(): void {
    Atomics.add(this.#taken, 0, 1);
    Atomics.notify(this.#taken, 0);
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#change.tell();
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failure ??= new Error(`The thread that unpacks the gzip data failed: ${error.message}.`);
    this.#change.tell();
  }

  async #feed(pieces: Pieces): Promise<void> {
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      while (this.#onTheirWay >= ON_THEIR_WAY && !this.#isOver && !this.#failure) await this.#change.next();
      if (this.#isOver || this.#failure) {
        await pieces.return?.();
        return;
      }
      this.#onTheirWay += 1;
      this.#worker.postMessage(next.value, [next.value.buffer]);
    }
    this.#worker.postMessage(null);
  }
}

async function* inThread(pieces: Pieces): AsyncGenerator<Uint8Array, Broken | null> {
  const thread = new UnzipThread();
  thread.feed(pieces);
  try {
    for (;;) {
      const said = await thread.next();
      if (said.kind === 'end') return said.broken;
      yield said.text;
      thread.taken();
    }
  } finally {
    await thread.close();
  }
}

async function* chained(
  first: readonly Uint8Array<ArrayBuffer>[],
  rest: Pieces,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  try {
    yield* first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/**
 * `unzip` of pieces, on a thread of its own unless they are few, so that the text is worked on while the next is unpacked.
 */
export async function* unzipApart(pieces: Pieces): AsyncGenerator<Uint8Array, Broken | null> {
  const first: Uint8Array<ArrayBuffer>[] = [];
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    first.push(next.value);
    if (first.length > FEW) return yield* inThread(chained(first, pieces));
  }
  return yield* unzip(chained(first, pieces));
}
