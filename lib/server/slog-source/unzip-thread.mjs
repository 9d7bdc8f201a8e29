// Unpacks gzip on a thread of its own; `unzip-apart.ts` feeds it and takes the text.
import { parentPort, workerData } from 'node:worker_threads';
import { Change, unzip } from './unzip.mjs';

/** How many chunks of text whoever folds them has taken. @type {Int32Array} */
const taken = workerData.taken;
/** @type {number} */
const atOnce = workerData.atOnce;
const change = new Change();
/** @type {Uint8Array[]} */
const waiting = [];
let isLast = false;

/** @param {import('./unzip-apart.ts').FromUnzip} message @param {ArrayBuffer[]} transferred */
const post = (message, transferred = []) => parentPort?.postMessage(message, transferred);

parentPort?.on('message', (/** @type {Uint8Array | null} */ piece) => {
  if (piece) waiting.push(piece);
  else isLast = true;
  change.tell();
});

async function* pieces() {
  for (;;) {
    const piece = waiting.shift();
    if (piece) {
      yield piece;
      post({ kind: 'fed' });
    } else if (isLast) return;
    else await change.next();
  }
}

/** Text in one of zlib's buffers, one chunk behind the other. @type {Uint8Array<ArrayBuffer> | null} */
let whole = null;
let given = 0;

/** Gives a buffer away, without a copy, that zlib is done with. */
function give() {
  if (!whole) return;
  for (let had = Atomics.load(taken, 0); given - had >= atOnce; had = Atomics.load(taken, 0))
    Atomics.wait(taken, 0, had);
  post({ kind: 'text', text: whole }, [whole.buffer]);
  given += 1;
  whole = null;
}

/** @param {Uint8Array<ArrayBuffer>} text */
function take(text) {
  const end = whole ? whole.byteOffset + whole.length : 0;
  if (whole?.buffer === text.buffer && end === text.byteOffset) {
    whole = new Uint8Array(text.buffer, whole.byteOffset, whole.length + text.length);
    return;
  }
  give();
  whole = text;
}

const text = unzip(pieces());
let next = await text.next();
for (; !next.done; next = await text.next()) take(next.value);
give();
post({ kind: 'end', broken: next.value });
parentPort?.close();
