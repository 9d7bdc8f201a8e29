/** Text per block. Decoding one costs 2–4 ms; smaller blocks compress worse, larger ones make a line dearer. */
export const BLOCK_BYTES = 1024 * 1024;

const NEWLINE = 10;

/**
 * Cuts a text that arrives in any chunks into blocks of at most BLOCK_BYTES. A block ends behind the last line
 * end that fits; where one line fills a whole block the cut is inside the line, so that a line of any length
 * needs no more memory than a block, and any byte of it costs one block to read. The cuts depend on
 * the text alone, never on the chunks.
 */
export class BlockCutter {
  #buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #length = 0;

  /** Takes all of `chunk` (copied) and yields each block that became full; the block is the caller's. */
  *push(chunk: Uint8Array): Generator<Buffer> {
    let at = 0;
    while (at < chunk.length) {
      const taken = Math.min(BLOCK_BYTES - this.#length, chunk.length - at);
      this.#buffer.set(chunk.subarray(at, at + taken), this.#length);
      this.#length += taken;
      at += taken;
      if (this.#length === BLOCK_BYTES) yield this.#cut();
    }
  }

  /** The text behind the last block: a view that is valid until the next push. */
  pending(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Gives the unfinished block away as it is; null if there is none. */
  takePending(): Buffer | null {
    if (this.#length === 0) return null;
    const block = Buffer.from(this.pending());
    this.#length = 0;
    return block;
  }

  #cut(): Buffer {
    const full = this.#buffer;
    const end = full.lastIndexOf(NEWLINE) + 1 || BLOCK_BYTES;
    this.#buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.#buffer.set(full.subarray(end));
    this.#length = BLOCK_BYTES - end;
    return full.subarray(0, end);
  }
}
