import { createHash, randomBytes } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Indexes of files that nobody asked about for a week go. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** A folder that is ours alone until `release`. */
export type HeldFolder = { readonly dir: string; readonly release: () => Promise<void> };

/** The name under which a file's index is kept: another content of the same path has another one. */
export async function cacheKey(file: string): Promise<string> {
  const place = await realpath(file);
  const { size, mtimeNs, ino } = await stat(place, { bigint: true });
  return createHash('sha256').update(`${place}\n${size}\n${mtimeNs}\n${ino}`).digest('hex').slice(0, 32);
}

/**
 * Gives the folder of that key to this process. An unfinished one is taken out of the cache by renaming it and put
 * back by `release`, so that two processes never write in one; a finished one is read where it is. Where
 * the cache cannot be written, the folder is a temporary one: slower the next time, never wrong.
 */
export async function holdFolder(cacheRoot: string, key: string): Promise<HeldFolder> {
  const dir = path.join(cacheRoot, key);
  const own = path.join(cacheRoot, `${key}.${process.pid}.${randomBytes(4).toString('hex')}`);
  if (await isWhole(dir)) {
    await touch(dir);
    return { dir, release: () => Promise.resolve() };
  }
  try {
    await mkdir(cacheRoot, { recursive: true, mode: 0o700 });
    await rename(dir, own).catch(() => mkdir(own));
    return { dir: own, release: () => putBack(own, dir) };
  } catch {
    const temporary = await mkdtemp(path.join(tmpdir(), 'vatdeck-lines-'));
    return { dir: temporary, release: () => rm(temporary, { recursive: true, force: true }) };
  }
}

/** Marks a cache folder that holds its whole file; the text says how the file was broken, if it was. */
const WHOLE = 'whole';

export const markWhole = (dir: string, damage: string): Promise<void> =>
  writeFile(path.join(dir, WHOLE), damage);

/** The damage noted with a whole folder, '' for none; null where the folder is not whole. */
export const wholeMark = (dir: string): Promise<string | null> =>
  readFile(path.join(dir, WHOLE), 'utf8').catch(() => null);

const isWhole = async (dir: string): Promise<boolean> => (await wholeMark(dir)) !== null;

async function touch(dir: string): Promise<void> {
  const now = new Date();
  await utimes(dir, now, now).catch(() => undefined);
}

/** Fails where another process has put its own there meanwhile; then that one stays. */
const putBack = (own: string, dir: string): Promise<void> =>
  rename(own, dir).catch(() => rm(own, { recursive: true, force: true }));

/** Removes cache folders that were not used for a week; what cannot be removed stays. */
export async function pruneCache(cacheRoot: string, now: number): Promise<void> {
  for (const name of await readdir(cacheRoot).catch(() => [])) {
    const dir = path.join(cacheRoot, name);
    const used = await stat(dir).catch(() => null);
    const old = used !== null && now - used.mtimeMs > KEPT_MS;
    if (old && /^[0-9a-f]{32}(\.|$)/.test(name)) {
      await rm(dir, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
