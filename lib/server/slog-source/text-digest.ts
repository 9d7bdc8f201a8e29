import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { Change } from '@/lib/server/slog-source/unzip.mjs';
import type { TextHash } from '@/lib/upgrade/fold';

/** The sha-256 of a text that is read elsewhere. It costs that thread little: another one makes it. */
export type TextDigest = {
  /** The next bytes; nobody else may want them any more. */
  take(bytes: Uint8Array): Promise<void>;
  /** The text is over. Throws if the thread ended before it was done. */
  hex(): Promise<string>;
  close(): Promise<void>;
};

export type DigestInput = { readonly file: string; readonly size: number } | null;
export type ToDigest = { readonly parts: readonly Uint8Array[]; readonly isLast: boolean };
export type FromDigest = { readonly kind: 'free' } | { readonly kind: 'hex'; readonly hex: string };

/** Bytes that are handed over at once; of no more a thread would not be worth its start. */
const BATCH = 1024 * 1024;
/** Batches on their way. */
const AT_ONCE = 4;

/** Bytes in a buffer that is theirs alone, so that it can be given to another thread. */
const alone = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength
    ? new Uint8Array(bytes.buffer)
    : new Uint8Array(bytes);

class DigestThread {
  readonly #worker: Worker;
  readonly #change = new Change();
  #failure: Error | null = null;
  #hex: string | null = null;
  #busy = 0;

  constructor(workerData: DigestInput) {
    this.#worker = new Worker(new URL('./digest-thread.mjs', import.meta.url), { workerData, execArgv: [] });
    this.#worker.on('message', (message: FromDigest) => {
      if (message.kind === 'free') this.#busy -= 1;
      else this.#hex = message.hex;
      this.#change.tell();
    });
    this.#worker.on('error', (error) => this.#fail(error.message));
    this.#worker.on('exit', () => this.#fail('it was ended from outside'));
  }

  /** Gives away bytes; resolves when not too many are on their way. */
  async take(parts: readonly Uint8Array<ArrayBuffer>[], isLast: boolean): Promise<void> {
    this.#busy += 1;
    const message: ToDigest = { parts, isLast };
    this.#worker.postMessage(
      message,
      parts.map(({ buffer }) => buffer),
    );
    if (isLast) return;
    while (this.#busy >= AT_ONCE) {
      if (this.#failure) throw this.#failure;
      await this.#change.next();
    }
  }

  async hex(): Promise<string> {
    while (this.#hex === null) {
      if (this.#failure) throw this.#failure;
      await this.#change.next();
    }
    return this.#hex;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(reason: string): void {
    this.#failure ??= new Error(`The thread that makes the text's sha-256 failed: ${reason}.`);
    this.#change.tell();
  }
}

/** Made where it is asked for. */
export function hashHere(): TextHash {
  const hash = createHash('sha256');
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') };
}

/** The digest of a file's first `size` bytes, which the thread reads itself. */
export function digestOfFile(file: string, size: number): TextDigest {
  const thread = new DigestThread({ file, size });
  return { take: () => Promise.resolve(), hex: () => thread.hex(), close: () => thread.close() };
}

/** The digest of what it is shown. */
class ShownDigest implements TextDigest {
  #thread: DigestThread | null = null;
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  async take(bytes: Uint8Array): Promise<void> {
    this.#parts.push(alone(bytes));
    this.#bytes += bytes.length;
    if (this.#bytes >= BATCH) await this.#handOver(false);
  }

  async hex(): Promise<string> {
    if (this.#thread) {
      await this.#handOver(true);
      return this.#thread.hex();
    }
    const hash = createHash('sha256');
    for (const part of this.#parts) hash.update(part);
    return hash.digest('hex');
  }

  async close(): Promise<void> {
    await this.#thread?.close();
  }

  async #handOver(isLast: boolean): Promise<void> {
    this.#thread ??= new DigestThread(null);
    const parts = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    await this.#thread.take(parts, isLast);
  }
}

export const digestOfShown = (): TextDigest => new ShownDigest();

/** The digest as a fold asks for it: the bytes are shown to it elsewhere, and it must have been finished before the fold ends. */
export class FoldDigest implements TextHash {
  readonly digest: TextDigest;
  #hex = '';

  constructor(digest: TextDigest) {
    this.digest = digest;
  }

  async finish(): Promise<void> {
    this.#hex = await this.digest.hex();
  }

  update(): void {
    // Another thread sees the bytes.
  }

  hex(): string {
    return this.#hex;
  }
}
