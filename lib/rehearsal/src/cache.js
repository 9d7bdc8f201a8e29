// Where prepared bundles lie, and whether they are those of the present sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const packageDir = path.resolve(import.meta.dirname, '..');

/** Folder for prepared bundles: the one asked for, else `VATDECK_CACHE`, else `.cache` here. @param {string} [wanted] */
export const cacheRoot = (wanted) =>
  path.resolve(wanted ?? process.env.VATDECK_CACHE ?? path.join(packageDir, '.cache'));

/** @param {string} folder @returns {string[]} */
const filesUnder = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(file) : [file];
    })
    .sort();

/** Names what the bundles are made of: the vats' sources, how they are bundled, and the installed versions. */
export function sourcesKey() {
  const files = [
    path.join(packageDir, 'package-lock.json'),
    path.join(packageDir, 'src/bundle-list.js'),
    ...filesUnder(path.join(packageDir, 'vats')),
  ];
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.relative(packageDir, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * The folder of the present sources' bundles, and the bundle ids by name if all of them are there.
 * @param {string} [wanted]
 * @returns {{ folder: string, bundles: Record<string, string> | undefined }}
 */
export function findPrepared(wanted) {
  const folder = path.join(cacheRoot(wanted), sourcesKey());
  const list = path.join(folder, 'bundles.json');
  const bundles = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : undefined;
  return { folder, bundles };
}

/** @param {string} folder @param {string} name */
export const readBundle = (folder, name) =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
