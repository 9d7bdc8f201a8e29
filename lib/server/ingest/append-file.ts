import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '@/lib/server/archive/durable-file';

/** Bytes that may be written ahead of the disk; then `append` waits, and with it the sender. */
const AHEAD = 8 * 1024 * 1024;

/**
 * A file that only grows. Bytes count when they are durable: one sync is under way at a time and covers everything that was written
 * before it began, so that many small appends share one (group commit).
 */
export class AppendFile {
  readonly #file: FileHandle;
  readonly #onDurable: (bytes: number) => void;
  #written: number;
  #durable: number;
  #syncing: Promise<void> | null = null;
  #round: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(file: FileHandle, size: number, onDurable: (bytes: number) => void) {
    this.#file = file;
    this.#written = size;
    this.#durable = size;
    this.#onDurable = onDurable;
  }

  /** Opens or creates the file; what it holds is made durable first, as nobody knows whether it was. Bytes behind `keep` are cut off. */
  static async open(
    file: string,
    onDurable: (bytes: number) => void = () => {},
    keep = Number.POSITIVE_INFINITY,
  ): Promise<AppendFile> {
    const handle = await open(/*turbopackIgnore: true*/ file, 'a+', 0o640);
    if ((await handle.stat()).size > keep) await handle.truncate(keep);
    await handle.sync();
    await syncFolder(path.dirname(file));
    const { size } = await handle.stat();
    return new AppendFile(handle, size, onDurable);
  }

  get durable(): number {
    return this.#durable;
  }

  get written(): number {
    return this.#written;
  }

  /** Writes the bytes behind what is there. Resolves when there is room for more, not when they are durable. */
  append(bytes: Uint8Array): Promise<void> {
    const work = this.#turn.then(() => this.#write(bytes));
    this.#turn = work.catch(() => {});
    return work;
  }

  /** Resolves when everything that was appended is durable, with its length; throws why it cannot be. */
  async settle(): Promise<number> {
    await this.#turn;
    this.#kick();
    await this.#syncing;
    if (this.#failure) throw this.#failure;
    return this.#durable;
  }

  /** The first bytes, for a look at what they are. */
  async head(length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  }

  async close(): Promise<void> {
    await this.settle().catch(() => {});
    await this.#file.close();
  }

  /** A full disk may take a part of the bytes: that part counts, and the error says that the rest did not get in. */
  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#failure) throw this.#failure;
    let done = 0;
    try {
      while (done < bytes.length) {
        const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done);
        done += bytesWritten;
        this.#written += bytesWritten;
      }
    } finally {
      this.#kick();
    }
    while (this.#written - this.#durable > AHEAD && this.#syncing) await this.#round;
  }

  /** Sees to it that a sync is under way while anything is not durable. */
  #kick(): void {
    if (this.#syncing || this.#failure || this.#durable === this.#written) return;
    this.#syncing = this.#syncAll().finally(() => {
      this.#syncing = null;
    });
  }

  async #syncAll(): Promise<void> {
    while (this.#durable < this.#written && !this.#failure) {
      this.#round = this.#syncOnce();
      await this.#round;
    }
  }

  /** After a failed sync nobody knows what the disk has; the file takes nothing more until it is opened again. */
  async #syncOnce(): Promise<void> {
    const upTo = this.#written;
    try {
      await this.#file.datasync();
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      return;
    }
    this.#durable = upTo;
    this.#onDurable(upTo);
  }
}
