/** @import {Queue} from './queue.js' */
/** @import {Segments} from './segments.js' */

const BATCH = 256 * 1024;
/** Lets a burst of entries share one write; what a SIGKILL can take is what came within this time. */
const GATHER_MS = 5;
const RETRY_MS = 250;

/**
 * @typedef {object} SpoolParts
 * @property {Queue} queue
 * @property {Segments} segments
 * @property {number} maxBytes
 * @property {() => void} onGrow
 * @property {(text: string) => void} say
 */

/** Moves lines from the queue to the disk, one batch at a time, whenever there are some. */
export class Spool {
  /** @type {SpoolParts} */ #parts;
  /** Taken from the queue, not yet surely on disk. */
  #batch = Buffer.alloc(0);
  #pumping = false;
  /** The disk takes no more for now. */
  #blocked = false;
  #complained = false;
  #closed = false;
  #acknowledged = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {(() => void)[]} */ #waiting = [];

  /** @param {SpoolParts} parts */
  constructor(parts) {
    this.#parts = parts;
    process.on('exit', this.#atExit);
  }

  get start() {
    return this.#parts.segments.start;
  }

  get end() {
    return this.#parts.segments.end;
  }

  /** True when every entry, or the count of the dropped ones, is on the disk. */
  get isComplete() {
    const { queue } = this.#parts;
    return this.#batch.length === 0 && queue.isEmpty && !queue.owesReport;
  }

  /** @param {string | undefined} line undefined is one that must be counted as dropped */
  push(line) {
    this.#parts.queue.push(line);
    if (this.#timer === undefined) this.#schedule(GATHER_MS);
  }

  /**
   * @param {number} offset
   * @param {number} max
   */
  read(offset, max) {
    return this.#parts.segments.read(offset, max);
  }

  /** Resolves when nothing is left to write, or when the disk takes no more. */
  async settled() {
    if (this.#blocked || (!this.#pumping && this.#isSettled())) return;
    if (!this.#pumping) this.#hurry();
    await this.#pumped();
  }

  /** @param {number} offset the server has everything before it */
  acknowledge(offset) {
    this.#acknowledged = offset;
    this.#parts.segments.forget(offset);
    if (this.#blocked) this.#hurry();
  }

  async close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#pumping) await this.#pumped();
    process.off('exit', this.#atExit);
    await this.#parts.segments.close();
  }

  #isSettled() {
    return this.#blocked || this.#closed || this.isComplete;
  }

  /** @param {number} ms */
  #schedule(ms) {
    if (this.#timer !== undefined || this.#pumping || this.#closed) return;
    this.#timer = setTimeout(() => this.#pump(), ms);
    // What is still queued when the loop ends is written by the exit handler.
    this.#timer.unref();
  }

  #hurry() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#schedule(0);
  }

  async #pump() {
    this.#timer = undefined;
    if (this.#pumping || this.#closed) return;
    this.#pumping = true;
    try {
      do await this.#store();
      while (!this.#isSettled());
    } catch (error) {
      this.#block(error instanceof Error ? error.message : String(error));
    }
    this.#pumping = false;
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
    if (this.#blocked) this.#schedule(RETRY_MS);
    else if (!this.#isSettled()) this.#schedule(0);
  }

  /** @returns {Promise<void>} */
  #pumped() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  async #store() {
    const { queue, maxBytes, onGrow } = this.#parts;
    if (queue.isEmpty) queue.reportDropped();
    if (this.#batch.length === 0) this.#batch = queue.take(BATCH);
    if (this.#batch.length > maxBytes) queue.drop(this.#batch);
    else if (!(await this.#write(this.#batch))) return;
    this.#batch = Buffer.alloc(0);
    this.#blocked = false;
    onGrow();
  }

  /**
   * @param {Buffer} batch
   * @returns {Promise<boolean>} false when the spool holds all it may
   */
  async #write(batch) {
    const { segments, maxBytes } = this.#parts;
    if (this.#blocked) {
      // The file that is written may be all that fills the disk: once acknowledged, it can go.
      await segments.startNext();
      segments.forget(this.#acknowledged);
    }
    if (segments.end - segments.start + batch.length > maxBytes) {
      this.#block(`it holds its ${maxBytes} bytes (VATDECK_SPOOL_BYTES)`);
      return false;
    }
    await segments.append(batch);
    return true;
  }

  /** @param {string} why */
  #block(why) {
    this.#blocked = true;
    if (this.#complained) return;
    this.#complained = true;
    const then = 'The next ones wait in memory, then are dropped and counted.';
    this.#parts.say(`the spool takes no more entries: ${why}. ${then}`);
  }

  #atExit = () => {
    const { queue, segments } = this.#parts;
    try {
      if (!this.#blocked)
        segments.appendSync(Buffer.concat([this.#batch, queue.take(Number.POSITIVE_INFINITY)]));
    } catch {
      // The process ends; nobody is left who could be told.
    }
  };
}
