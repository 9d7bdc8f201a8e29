import { type FileHandle, open } from 'node:fs/promises';
import { EXIT, UploadFault } from './exit-code';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file',
  EACCES: 'This user may not read it',
  EISDIR: 'It is a folder; name a file',
};

/** What went wrong with a file, in words for people. */
export function fileFault(file: string, error: unknown): UploadFault {
  if (error instanceof UploadFault) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = WORDS[code] ?? (error instanceof Error ? error.message : String(error));
  return new UploadFault(EXIT.source, `${file} cannot be read: ${why}.`);
}

/** Opens a regular file for reading, or throws an UploadFault that says why not. */
export async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'r');
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new UploadFault(
      EXIT.source,
      `${file} is not a regular file. Send a pipe through standard input: vatdeck send -`,
    );
  } catch (error) {
    throw fileFault(file, error);
  }
}

/** Reads up to `max` bytes at `offset`. */
export async function readBytes(
  handle: FileHandle,
  offset: number,
  max: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(max);
  const { bytesRead } = await handle.read(bytes, 0, max, offset);
  return bytes.subarray(0, bytesRead);
}
