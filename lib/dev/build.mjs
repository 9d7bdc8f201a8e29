// Builds the product when its sources changed since the last build: database client, workers, Next's standalone server.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generate, install, root } from './install.mjs';
import { nodeStep, say } from './say.mjs';

const STANDALONE = '.next/standalone';
const STAMP = path.join(STANDALONE, '.vatdeck-sources');
const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
];
const APART = new Set([
  'node_modules',
  'generated',
  'rehearsal',
  'slog-sender',
  'cli',
  'dev',
  'samples',
  '.cache',
]);

/** @param {string} place @returns {string[]} */
function files(place) {
  if (!existsSync(place)) return [];
  if (path.extname(place) !== '' && !readdirSafe(place)) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => !APART.has(entry.name) && !entry.name.includes('.test.'))
    .flatMap((entry) => {
      const inner = path.join(place, entry.name);
      return entry.isDirectory() ? files(inner) : [inner];
    })
    .sort();
}

/** @param {string} place */
function readdirSafe(place) {
  try {
    return readdirSync(place);
  } catch {
    return null;
  }
}

/** A digest of everything the build reads. */
function digestSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(files))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Next's standalone server lacks what it did not trace: static files, public, our bundled workers. */
function completeStandalone() {
  cpSync('.next/static', path.join(STANDALONE, '.next/static'), { recursive: true });
  if (existsSync('public')) cpSync('public', path.join(STANDALONE, 'public'), { recursive: true });
  cpSync('lib/generated/workers', path.join(STANDALONE, 'lib/generated/workers'), { recursive: true });
}

/** The bundler is a package: it is loaded when the packages are there. */
export async function bundle() {
  say('Bundling the workers …');
  const { bundleWorkers } = await import('./bundle-workers.mjs');
  await bundleWorkers();
}

/** Builds unless the last build was made of exactly these sources. */
export async function build() {
  install();
  const digest = digestSources();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) return;
  generate();
  await bundle();
  nodeStep('Building the pages and doors (about half a minute)', [
    'node_modules/next/dist/bin/next',
    'build',
  ]);
  completeStandalone();
  writeFileSync(STAMP, digest);
}

if (process.argv[1] === import.meta.filename) {
  process.chdir(root);
  await build();
}
