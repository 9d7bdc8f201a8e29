import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { foldBytes, startFold, toAnalysis } from '@/lib/upgrade/fold';

/** One way to read a whole slog; answers with something that proves it was read. */
export type Reader = (file: string) => Promise<string>;

function* blocks(file: string): Generator<Uint8Array> {
  const fd = openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(256 * 1024);
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

/** The product's own fold, with its whole document. */
const fold: Reader = async (file) => {
  const state = startFold();
  for (const block of blocks(file)) foldBytes(state, block);
  const { source, summary } = toAnalysis(state, { final: true });
  return `${source.lines} lines, ${summary.upgradesAttempted} upgrades`;
};

export const READERS: Readonly<Record<string, Reader>> = {
  'newline scan': newlineScan,
  'readline + JSON.parse': readlineParse,
  'vatdeck fold': fold,
};
