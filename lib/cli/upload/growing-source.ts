import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, UploadFault } from './exit-code';
import { openFile, readBytes } from './open-file';
import type { Source } from './source';

/** A rotated file's writer may still hold it: it counts as finished when it was still for so long (ms). */
const GRACE = 1_000;

const AGAIN = 'To send what is there now as a run of its own, start this command again.';

const idOf = async (file: string): Promise<string | null> => {
  try {
    const { dev, ino } = await stat(file);
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
};

/** Waits until there is a file of this name, as `tail -F` does. */
export async function waitForFile(file: string, signal: AbortSignal, onWait: () => void): Promise<void> {
  if ((await idOf(file)) !== null) return;
  onWait();
  while ((await idOf(file)) === null && !signal.aborted)
    await sleep(200, undefined, { signal }).catch(() => {});
}

/**
 * A file that grows. When another one takes its name, everything of the old one is still given; then, and when it
 * was cut, it is over: what comes next is another stream, and the user says whether to send that.
 */
export async function growingSource(file: string, clock: () => number): Promise<Source> {
  const handle = await openFile(file);
  const { dev, ino } = await handle.stat();
  let known = 0;
  let stillSince = clock();

  const rotation = async (): Promise<UploadFault | null> => {
    if (clock() - stillSince < GRACE || (await idOf(file)) === `${dev}:${ino}`) return null;
    const what = `${file} was rotated: the file of that name is another one now.`;
    const sent = `The old one was sent to its end, ${known} bytes.`;
    return new UploadFault(EXIT.source, `${what} ${sent} ${AGAIN}`);
  };

  return {
    name: file,
    async extent() {
      const { size } = await handle.stat();
      if (size < known) {
        const what = `${file} was cut from ${known} to ${size} bytes: what follows is another stream.`;
        throw new UploadFault(EXIT.source, `${what} ${AGAIN}`);
      }
      if (size > known) stillSince = clock();
      known = size;
      const over = await rotation();
      return { size, isWhole: false, ...(over && { over }) };
    },
    read: (offset, max) => readBytes(handle, offset, Math.min(max, known - offset)),
    close: () => handle.close(),
  };
}
