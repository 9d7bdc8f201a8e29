import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { cacheKey, holdFolder, markWhole, pruneCache, wholeMark } from '@/lib/server/archive/file-cache';
import { INDEX_NAME } from '@/lib/server/archive/index-file';
import { indexPlainFile } from '@/lib/server/archive/index-plain-file';
import { type ArchiveWriter, openArchive } from '@/lib/server/archive/open-archive';
import { total } from '@/lib/server/archive/total';
import { readSlog } from '@/lib/server/slog-source/read-slog';
import { isRecorder } from '@/lib/slog/flight-recorder';

/** Text between two looks at how far a gzip file has been unpacked. */
const STRETCH_BYTES = 16 * 1024 * 1024;

/** A user's file as an archive that can be read at any line. */
export type FileArchive = {
  readonly dir: string;
  /** Why the text ends before the file does; null where it does not. */
  readonly damage: string | null;
  readonly release: () => Promise<void>;
};

/** What to open, where to remember it, and how far it must be readable: up to the end of `lastLine`. */
export type FileWish = {
  readonly file: string;
  readonly cacheRoot: string;
  readonly lastLine: number;
  readonly now: number;
};

/**
 * Opens a plain or gzip file or a flight recorder (told by content) as an archive. A plain file is only indexed; the others cannot be
 * entered in the middle, so they are packed anew into blocks, as far as needed, and the next call goes on from there.
 */
export async function archiveOfFile(wish: FileWish): Promise<FileArchive> {
  const found = await stat(wish.file);
  if (found.isDirectory()) return archiveInFolder(wish.file);
  if (!found.isFile()) throw new Error(`${wish.file} is not a file, so its lines cannot be looked up.`);
  await pruneCache(wish.cacheRoot, wish.now);
  const { dir, release } = await holdFolder(wish.cacheRoot, await cacheKey(wish.file));
  try {
    const known = await wholeMark(dir);
    return { dir, release, damage: known === null ? await build(wish, dir) : known || null };
  } catch (error) {
    await release();
    throw error;
  }
}

async function archiveInFolder(dir: string): Promise<FileArchive> {
  const index = await stat(path.join(dir, INDEX_NAME)).catch(() => null);
  if (!index) throw new Error(`${dir} is a folder and holds no archive. Name a slog file.`);
  return { dir, damage: null, release: () => Promise.resolve() };
}

async function build(wish: FileWish, dir: string): Promise<string | null> {
  const kind = await sniff(wish.file);
  if (kind === 'zstd') throw new Error(`${wish.file} is packed with zstd. Unpack it first: zstd -d FILE`);
  if (kind === 'gzip' || kind === 'recorder') return unpack(wish, dir);
  await rm(path.join(dir, 'text'), { force: true });
  await indexPlainFile(wish.file, dir);
  await markWhole(dir, '');
  return null;
}

async function sniff(file: string): Promise<'plain' | 'gzip' | 'zstd' | 'recorder'> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(8);
    await handle.read(head, 0, 8, 0);
    if (isRecorder(head)) return 'recorder';
    if (head.readUInt16BE(0) === 0x1f8b) return 'gzip';
    return head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'plain';
  } finally {
    await handle.close();
  }
}

/** Fills the archive until it has the wanted line; answers with the damage found on the way. */
async function unpack({ file, lastLine }: FileWish, dir: string): Promise<string | null> {
  const archive = await openArchive(dir, 'gzip');
  try {
    if (await reaches(dir, lastLine)) return null;
    const isEnough = () => reaches(dir, lastLine);
    const end = await copyText(await textOf(file, 'strict'), archive, isEnough);
    if (end === 'enough') return null;
    if (end === 'damaged') await copyText(await textOf(file, 'lenient'), archive, isEnough);
    const bytes = await archive.finish();
    const damage = end === 'whole' ? '' : `${file} is torn or damaged; its text ends at byte ${bytes}.`;
    await markWhole(dir, damage);
    return damage || null;
  } finally {
    await archive.close();
  }
}

/** True once a line behind `lastLine` has begun: then that line is whole. */
const reaches = async (dir: string, lastLine: number): Promise<boolean> =>
  (await total(dir)).lines > lastLine;

/**
 * Lenient, a gzip file that was cut or damaged gives all the text that it has; strict, it is an error, and its last bytes are lost. A flight
 * recorder, of which a node's file always has all, gives what its ring holds.
 */
async function textOf(file: string, mode: 'strict' | 'lenient'): Promise<AsyncIterable<unknown>> {
  const open = (): Readable => createReadStream(file);
  if (mode === 'lenient' || (await sniff(file)) === 'recorder') return readSlog(open(), open).text;
  const gunzip = zlib.createGunzip({ chunkSize: 256 * 1024 });
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  source.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => source.destroy());
  return source.pipe(gunzip);
}

/** Appends what the archive does not have yet. */
async function copyText(
  text: AsyncIterable<unknown>,
  archive: ArchiveWriter,
  isEnough: () => Promise<boolean>,
): Promise<'whole' | 'damaged' | 'enough'> {
  const had = await archive.flush();
  let at = 0;
  let lookAt = had + STRETCH_BYTES;
  try {
    for await (const chunk of text) {
      const bytes = bytesOf(chunk);
      await archive.append(bytes.subarray(Math.max(0, had - at)));
      at += bytes.length;
      if (at < lookAt) continue;
      await archive.flush();
      if (await isEnough()) return 'enough';
      lookAt = at + STRETCH_BYTES;
    }
    return 'whole';
  } catch (error) {
    if (isZlibError(error)) return 'damaged';
    throw error;
  }
}

function bytesOf(chunk: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  throw new Error('The unpacked text came as something else than bytes.');
}

const isZlibError = (error: unknown): boolean => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' && code.startsWith('Z_');
};
