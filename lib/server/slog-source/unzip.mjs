// Gzip in, text out; plain JavaScript, as it runs here or in a thread (`unzip-thread.mjs`), which Node 20 cannot give TypeScript.
import { constants, createGunzip } from 'node:zlib';

/** Text that comes out at once at most. */
export const TEXT_CHUNK = 1024 * 1024;
/** Unpacked text that may wait before more is unpacked. */
const WAITING = 4 * TEXT_CHUNK;
/** Pieces handed to zlib, whose own thread so never waits for ours. */
const PIECES_AT_ONCE = 8;

/**
 * Where a decompressor broke off and why: source bytes that it had taken whole before, and text bytes that it had given in all.
 * @typedef {{ readonly safe: number, readonly given: number, readonly reason: string }} Broken
 */

/** @param {Error} error */
const isZlibError = (error) => 'errno' in error && 'code' in error && String(error.code).startsWith('Z_');

/** One who waits until somebody says that something is different. */
export class Change {
  /** @type {(() => void)[]} */
  #waiting = [];

  /** @returns {Promise<void>} */
  next() {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  tell() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

class Unzipper {
  // The sync flush at the end makes zlib give all it has of a member that was cut.
  #gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: TEXT_CHUNK });
  #change = new Change();
  /** @type {Buffer<ArrayBuffer>[]} */
  #text = [];
  #textBytes = 0;
  #pieces = 0;
  #safe = 0;
  #given = 0;
  /** @type {Error | null} */
  #failure = null;
  #isOver = false;

  constructor() {
    this.#gunzip.on('data', (/** @type {Buffer<ArrayBuffer>} */ text) => {
      this.#text.push(text);
      this.#textBytes += text.length;
      this.#given += text.length;
      this.#change.tell();
    });
    this.#gunzip.on('end', () => this.#end(null));
    this.#gunzip.on('error', (error) => this.#end(error));
  }

  /** @param {AsyncIterable<Uint8Array>} pieces */
  feed(pieces) {
    this.#feed(pieces).catch((error) => this.#end(error instanceof Error ? error : new Error(String(error))));
  }

  /** The next text; null when it is over. Throws what the source threw. @returns {Promise<Buffer<ArrayBuffer> | null>} */
  async next() {
    while (this.#text.length === 0 && !this.#isOver) await this.#change.next();
    const text = this.#text.shift();
    if (text) {
      this.#textBytes -= text.length;
      this.#change.tell();
      return text;
    }
    if (this.#failure && !isZlibError(this.#failure)) throw this.#failure;
    return null;
  }

  /** @returns {Broken | null} */
  broken() {
    if (!this.#failure) return null;
    return { safe: this.#safe, given: this.#given, reason: this.#failure.message };
  }

  close() {
    this.#end(null);
    this.#gunzip.destroy();
  }

  #end(/** @type {Error | null} */ failure) {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#change.tell();
  }

  async #feed(/** @type {AsyncIterable<Uint8Array>} */ pieces) {
    for await (const piece of pieces) {
      while (!this.#isOver && (this.#pieces >= PIECES_AT_ONCE || this.#textBytes > WAITING))
        await this.#change.next();
      if (this.#isOver) return;
      this.#pieces += 1;
      this.#gunzip.write(piece, (error) => {
        this.#pieces -= 1;
        if (!error) this.#safe += piece.length;
        this.#change.tell();
      });
    }
    if (!this.#isOver) this.#gunzip.end();
  }
}

/**
 * The text of gzip pieces, of any number of members, in chunks of TEXT_CHUNK at most; answers with where and why it breaks off, or null.
 * The same pieces give the same text and the same answer, however fast they come.
 * @param {AsyncIterable<Uint8Array>} pieces
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, Broken | null>}
 */
export async function* unzip(pieces) {
  const unzipper = new Unzipper();
  unzipper.feed(pieces);
  try {
    for (let text = await unzipper.next(); text; text = await unzipper.next()) yield text;
    return unzipper.broken();
  } finally {
    unzipper.close();
  }
}
