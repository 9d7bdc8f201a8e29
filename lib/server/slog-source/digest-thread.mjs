// Makes the sha-256 of a text on a thread of its own; `text-digest.ts` starts it.
import { createHash } from 'node:crypto';
import { openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const BLOCK = 256 * 1024;
const hash = createHash('sha256');

/** @param {import('./text-digest.ts').FromDigest} message */
const post = (message) => parentPort?.postMessage(message);

/** The first `size` bytes of a file: more may be written to it meanwhile. */
function hashFile(/** @type {string} */ file, /** @type {number} */ size) {
  const fd = openSync(file, 'r');
  const block = Buffer.allocUnsafe(BLOCK);
  for (let at = 0; at < size; ) {
    const read = readSync(fd, block, 0, Math.min(BLOCK, size - at), at);
    if (read === 0) break;
    hash.update(block.subarray(0, read));
    at += read;
  }
  end();
}

function end() {
  post({ kind: 'hex', hex: hash.digest('hex') });
  parentPort?.close();
}

/** @type {import('./text-digest.ts').DigestInput} */
const input = workerData;
if (input) hashFile(input.file, input.size);
else
  parentPort?.on('message', (/** @type {import('./text-digest.ts').ToDigest} */ { parts, isLast }) => {
    for (const part of parts) hash.update(part);
    if (isLast) end();
    else post({ kind: 'free' });
  });
