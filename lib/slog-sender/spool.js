/** @import {Queue} from './queue.js' */
/** @import {Segments} from './segments.js' */

const BATCH = 256 * 1024;
/** Lets a burst of entries share one write; what a SIGKILL can take is what came within this time. */
const GATHER_MS = 5;
const RETRY_MS = 250;

/** @typedef {ReturnType<typeof makeSpool>} Spool */

/**
 * Moves lines from the queue to the disk, one batch at a time, whenever there are some.
 *
 * @param {{ queue: Queue, segments: Segments, maxBytes: number, onGrow: () => void, say: (text: string) => void }} parts
 */
export const makeSpool = ({ queue, segments, maxBytes, onGrow, say }) => {
  /** Taken from the queue, not yet surely on disk. */
  let batch = Buffer.alloc(0);
  let pumping = false;
  let blocked = false;
  let complained = false;
  let closed = false;
  let acknowledged = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {(() => void)[]} */
  let waiting = [];

  /** @param {unknown} [error] */
  const block = (error) => {
    if (!complained) {
      const why =
        error instanceof Error ? error.message : `it holds its ${maxBytes} bytes (VATDECK_SPOOL_BYTES)`;
      say(
        `the spool takes no more entries: ${why}. The next ones wait in memory, then are dropped and counted.`,
      );
    }
    complained = true;
    blocked = true;
  };

  const write = async () => {
    // The file that is written may be all that fills the disk: once acknowledged, it can go.
    if (blocked) await segments.startNext();
    if (blocked) segments.forget(acknowledged);
    if (segments.end() - segments.start() + batch.length > maxBytes) return false;
    await segments.append(batch);
    return true;
  };

  const store = async () => {
    if (queue.isEmpty()) queue.reportDropped();
    if (batch.length === 0) batch = queue.take(BATCH);
    if (batch.length > maxBytes) queue.drop(batch);
    else if (!(await write())) return block();
    batch = Buffer.alloc(0);
    blocked = false;
    onGrow();
  };

  const isWritten = () => batch.length === 0 && queue.isEmpty() && !queue.owesReport();
  const isSettled = () => blocked || closed || isWritten();

  const pump = async () => {
    timer = undefined;
    if (pumping || closed) return;
    pumping = true;
    try {
      do await store();
      while (!isSettled());
    } catch (error) {
      block(error);
    }
    pumping = false;
    for (const resolve of waiting) resolve();
    waiting = [];
    if (blocked) schedule(RETRY_MS);
    else if (!isSettled()) schedule(0);
  };

  const ended = () =>
    new Promise((resolve) => {
      waiting.push(() => resolve(undefined));
    });

  /** @param {number} ms */
  const schedule = (ms) => {
    if (timer !== undefined || pumping || closed) return;
    timer = setTimeout(pump, ms);
    // What is still queued when the loop ends is written by the exit handler.
    timer.unref();
  };

  const hurry = () => {
    clearTimeout(timer);
    timer = undefined;
    schedule(0);
  };

  const atExit = () => {
    try {
      if (!blocked) segments.appendSync(Buffer.concat([batch, queue.take(Number.POSITIVE_INFINITY)]));
    } catch {
      // The process ends; nobody is left who could be told.
    }
  };
  process.on('exit', atExit);

  return {
    end: segments.end,
    start: segments.start,
    read: segments.read,
    remove: segments.remove,

    /** @param {string | undefined} line */
    push: (line) => {
      queue.push(line);
      if (timer === undefined) schedule(GATHER_MS);
    },

    /** Resolves when nothing is left to write, or when the disk takes no more. */
    settled: async () => {
      if (blocked || (!pumping && isSettled())) return;
      if (!pumping) hurry();
      await ended();
    },

    /** True when every entry, or the count of the dropped ones, is on the disk. */
    isComplete: isWritten,

    /** @param {number} offset the server has everything before it */
    acknowledge: (offset) => {
      acknowledged = offset;
      segments.forget(offset);
      if (blocked) hurry();
    },

    close: async () => {
      closed = true;
      clearTimeout(timer);
      if (pumping) await ended();
      process.off('exit', atExit);
      await segments.close();
    },
  };
};
