import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { foldPlainFile } from '@/lib/server/slog-source/fold-plain-file';
import { Opening } from '@/lib/server/slog-source/opening';
import { isGzip, readSlog } from '@/lib/server/slog-source/read-slog';
import type { SlogWish } from '@/lib/server/slog-source/slog-wish';
import { digestOfShown, FoldDigest } from '@/lib/server/slog-source/text-digest';
import { isRecorder } from '@/lib/slog/flight-recorder';
import { fastestSkimmer } from '@/lib/slog/skim/fastest';
import { strictly } from '@/lib/slog/skim/strictly';
import { endOfInput, type Fold, foldBytes, startFold } from '@/lib/upgrade/fold';

/** A file by its path, or what comes in a pipe. */
export type SlogInput = { readonly file: string } | { readonly stream: Readable };

/** The fold of a whole slog, ended; and why its text ends before its source says it should. */
export type FoldedSlog = { readonly fold: Fold; readonly damage: string | null };

const HEAD = 8;

/** Is the text of the file what lies in it? */
async function isPlain(handle: FileHandle): Promise<boolean> {
  const head = Buffer.alloc(HEAD);
  await handle.read(head, 0, HEAD, 0);
  return !isGzip(head) && !isRecorder(head);
}

/**
 * Folds a whole slog: plain, gzip or a flight recorder (told by content), from a file or a pipe. What is written to a file after it was opened is
 * not read; a pipe's buffers are taken over. Unpacking, hashing and (of large files) scanning are done by other threads; the document is the same
 * for every way.
 */
export async function foldSlog(input: SlogInput, wish: SlogWish): Promise<FoldedSlog> {
  if ('stream' in input) return foldStream(input.stream, null, wish);
  const { file } = input;
  const openIt = (): Readable => createReadStream(file, { highWaterMark: 256 * 1024 });
  // A pipe that has a name gives what is in it once.
  if (!(await stat(file)).isFile()) return foldStream(openIt(), null, wish);
  const handle = await open(file, 'r');
  try {
    if (await isPlain(handle)) return { fold: await foldPlainFile(file, handle, wish), damage: null };
  } finally {
    await handle.close();
  }
  return foldStream(openIt(), openIt, wish);
}

async function foldStream(
  stream: Readable,
  again: (() => Readable) | null,
  { strict = false, digest = false, judge, onProgress }: SlogWish,
): Promise<FoldedSlog> {
  const reader = readSlog(stream, again);
  const skimmer = fastestSkimmer();
  const hash = digest ? new FoldDigest(digestOfShown()) : null;
  const fold = startFold(hash, strict ? strictly(skimmer) : skimmer);
  const opening = new Opening(fold, judge);
  try {
    for await (const chunk of reader.text) {
      if (!opening.take(chunk)) foldBytes(fold, chunk);
      await hash?.digest.take(chunk);
      onProgress?.(reader.read(), fold);
    }
    opening.end();
    await hash?.finish();
  } finally {
    await hash?.digest.close();
  }
  endOfInput(fold);
  return { fold, damage: reader.damage() };
}
