import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { TextHash } from '@/lib/upgrade/fold';

/**
 * The text's sha-256. A fold that goes on from a checkpoint has not seen what lies before it, so that its hash is made at the end
 * by reading the text once more.
 */
export class ResumableHash implements TextHash {
  #hash = createHash('sha256');
  #missedHead: boolean;

  constructor(missedHead: boolean) {
    this.#missedHead = missedHead;
  }

  update(bytes: Uint8Array): void {
    if (!this.#missedHead) this.#hash.update(bytes);
  }

  /** Must be awaited before `hex` where the head was missed. */
  async catchUp(textFile: string, bytes: number): Promise<void> {
    if (!this.#missedHead) return;
    this.#hash = createHash('sha256');
    if (bytes > 0)
      for await (const chunk of createReadStream(/*turbopackIgnore: true*/ textFile, {
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
