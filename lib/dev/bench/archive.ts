import { createReadStream, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { percentiles } from '@/lib/dev/bench/percentiles';
import { openArchive } from '@/lib/server/archive/open-archive';
import { readLines } from '@/lib/server/archive/read-lines';
import { total } from '@/lib/server/archive/total';

export type ArchiveTask = (...args: string[]) => Promise<string>;

const LOOK_UPS = 500;

/** Packs a plain log as the server does. Says the size of its text file. */
const pack: ArchiveTask = async (log = '', dir = '') => {
  rmSync(dir, { recursive: true, force: true });
  const archive = await openArchive(dir);
  for await (const chunk of createReadStream(log, { highWaterMark: 256 * 1024 })) await archive.append(chunk);
  await archive.finish();
  await archive.close();
  const name =
    process.versions.zstd && !statSync(path.join(dir, 'text.gz'), { throwIfNoEntry: false })
      ? 'text.zst'
      : 'text.gz';
  return String(statSync(path.join(dir, name)).size);
};

/** Random lines one after the other, each read for itself. */
const lookUp: ArchiveTask = async (dir = '') => {
  const { lines } = await total(dir);
  const took: number[] = [];
  for (let i = 0; i < LOOK_UPS; i += 1) {
    const since = performance.now();
    await readLines(dir, 1 + Math.floor(Math.random() * lines), 1);
    took.push(performance.now() - since);
  }
  return JSON.stringify(percentiles(took));
};

export const ARCHIVE_TASKS = { 'archive: pack': pack, 'archive: look up': lookUp };
