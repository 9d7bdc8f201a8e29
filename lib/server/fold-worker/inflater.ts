import { setImmediate as nextTurn } from 'node:timers/promises';
import { constants, createGunzip, type Gunzip } from 'node:zlib';

const MAGIC = [0x1f, 0x8b] as const;

/** A stream that begins like this is gzip, whatever its name was. */
export const isGzip = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/** Decompresses a gzip stream of any number of members as far as the bytes given reach; zeros behind the last end it. */
export class Inflater {
  readonly #gunzip: Gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 256 * 1024 });
  #parts: Buffer[] = [];
  #failure: Error | null = null;
  #ended = false;
  #hasLeftOver = false;
  #wake = (): void => {};

  constructor() {
    this.#gunzip.on('data', (part: Buffer) => this.#parts.push(part));
    this.#gunzip.on('end', () => {
      this.#ended = true;
    });
    this.#gunzip.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  /** Why no more can be read, once that is so. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Bytes behind the last member were more than padding, and are in no text. */
  get hasLeftOver(): boolean {
    return this.#hasLeftOver;
  }

  /** The text that these bytes complete. */
  async push(bytes: Uint8Array): Promise<Buffer[]> {
    if (this.#failure || this.#ended) {
      this.#leaveOver(bytes);
      return [];
    }
    const before = this.#gunzip.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#gunzip.write(bytes, () => resolve());
    });
    while (this.#gunzip.readableLength > 0 && !this.#failure) await nextTurn();
    await nextTurn();
    this.#leaveOver(bytes.subarray(this.#gunzip.bytesWritten - before));
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #leaveOver(bytes: Uint8Array): void {
    this.#hasLeftOver ||= bytes.some((byte) => byte !== 0);
  }
}
