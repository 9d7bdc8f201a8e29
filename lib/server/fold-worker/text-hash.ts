import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { TextHash } from '@/lib/upgrade/fold';

/**
 * The text's sha-256, of the stream as it was sent and not of the archive, so that it proves the archive. A fold that goes on in
 * the middle of a plain stream has not seen what lies before: then the hash is made at the end by reading the stream once more.
 */
export class ResumableHash implements TextHash {
  #hash = createHash('sha256');
  #missedHead = false;

  /** Says that what comes is not the text's start. */
  missHead(): void {
    this.#missedHead = true;
  }

  update(bytes: Uint8Array): void {
    if (!this.#missedHead) this.#hash.update(bytes);
  }

  /** Must be awaited before `hex`: reads what was missed from the plain stream. */
  async catchUp(stream: string, bytes: number): Promise<void> {
    if (!this.#missedHead) return;
    this.#hash = createHash('sha256');
    if (bytes > 0)
      for await (const chunk of createReadStream(/*turbopackIgnore: true*/ stream, {
        end: bytes - 1,
        highWaterMark: 1024 * 1024,
      }))
        this.#hash.update(chunk);
    this.#missedHead = false;
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}
