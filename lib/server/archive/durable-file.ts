import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes all of `bytes` at `position`; a single write call may take only a part. */
export async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Reads `length` bytes at `position`, fewer only where the file ends. */
export async function readUpTo(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return bytes.subarray(0, done);
}

/** Makes the names in a folder durable: a rename or a new file counts only after this. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(/*turbopackIgnore: true*/ dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Puts a file with these bytes, in pieces, in the place of `name`, whole or not at all, and returns it open for
 * reading and writing. Whoever has the old one open goes on reading that.
 */
export async function replaceFile(
  dir: string,
  name: string,
  pieces: Iterable<Uint8Array>,
): Promise<FileHandle> {
  const next = path.join(/*turbopackIgnore: true*/ dir, `${name}.next`);
  const file = await open(/*turbopackIgnore: true*/ next, 'w+');
  try {
    let at = 0;
    for (const bytes of pieces) {
      await writeAll(file, bytes, at);
      at += bytes.length;
    }
    await file.sync();
    await rename(next, path.join(/*turbopackIgnore: true*/ dir, name));
    await syncFolder(dir);
    return file;
  } catch (error) {
    await file.close();
    await rm(next, { force: true });
    throw error;
  }
}

/** Opens a file, or answers null where there is none. */
export async function openIfPresent(file: string, flags: string): Promise<FileHandle | null> {
  try {
    return await open(/*turbopackIgnore: true*/ file, flags);
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}
