import { EXIT, UploadFault } from './exit-code';
import { openFile, readBytes } from './open-file';
import type { Source } from './source';

/** A file that is complete: its size is taken once, what is appended later is not sent. */
export async function fileSource(file: string): Promise<Source> {
  const handle = await openFile(file);
  const { size } = await handle.stat();
  if (size === 0) {
    await handle.close();
    throw new UploadFault(EXIT.source, `${file} is empty: there is nothing to send.`);
  }
  return {
    name: file,
    async extent() {
      const now = (await handle.stat()).size;
      if (now >= size) return { size, isWhole: true };
      throw new UploadFault(
        EXIT.source,
        `${file} was ${size} bytes and is ${now} now: it was cut while it was sent.`,
      );
    },
    read: (offset, max) => readBytes(handle, offset, Math.min(max, size - offset)),
    close: () => handle.close(),
  };
}
