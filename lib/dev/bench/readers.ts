import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { foldSlog } from '@/lib/server/slog-source/fold-slog';
import type { SlogWish } from '@/lib/server/slog-source/slog-wish';
import { type Fold, toAnalysis } from '@/lib/upgrade/fold';

/** One way to read a whole slog; answers with something that proves it was read. */
export type Reader = (file: string) => Promise<string>;

const BLOCK = 256 * 1024;

function* blocks(file: string): Generator<Uint8Array> {
  const fd = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(BLOCK);
  for (let n = readSync(fd, buffer); n > 0; n = readSync(fd, buffer)) yield buffer.subarray(0, n);
  closeSync(fd);
}

/** The limit: finding the newlines is the least that any reader of lines can do. */
const newlineScan: Reader = async (file) => {
  let lines = 0;
  for (const block of blocks(file)) {
    for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) lines += 1;
  }
  return `${lines} lines`;
};

/** What one writes first: a string and an object for every line. */
const readlineParse: Reader = async (file) => {
  let entries = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (typeof JSON.parse(line).type === 'string') entries += 1;
  }
  return `${entries} entries`;
};

function concluded(fold: Fold): string {
  const { source, summary } = toAnalysis(fold, { final: true });
  const broken = source.unparsable.count > 0 ? `, ${source.unparsable.count} unparsable` : '';
  return `${source.lines} lines, ${summary.upgradesAttempted} upgrades${broken}`;
}

/** A file, plain or packed, as the command line reads it, which hashes it as well. */
const foldWhole =
  (wish: SlogWish): Reader =>
  async (file) =>
    concluded((await foldSlog({ file }, wish)).fold);

/** The limit for a packed file. */
const gunzip: Reader = async (file) => {
  let bytes = 0;
  const source = createReadStream(file, { highWaterMark: BLOCK });
  for await (const chunk of source.pipe(createGunzip({ chunkSize: BLOCK }))) bytes += chunk.length;
  return `${bytes} bytes`;
};

export const READERS = {
  'newline scan': newlineScan,
  'readline + JSON.parse': readlineParse,
  'vatdeck fold': foldWhole({ ahead: false }),
  'vatdeck fold, two threads': foldWhole({ ahead: true }),
  'vatdeck fold and sha-256': foldWhole({ digest: true }),
  'vatdeck strict': foldWhole({ strict: true, ahead: false }),
  'vatdeck strict, two threads': foldWhole({ strict: true, ahead: true }),
  'gunzip alone': gunzip,
  'gzip, vatdeck fold': foldWhole({}),
  'gzip, vatdeck fold and sha-256': foldWhole({ digest: true }),
} satisfies Readonly<Record<string, Reader>>;

export type ReaderName = keyof typeof READERS;
