// Bundles the kernel and all vats once, so that a rehearsal starts at once. Run again, it only looks.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleList, CHAIN_VATS } from './bundle-list.js';
import { cacheRoot, findPrepared, packageDir } from './cache.js';

/** @param {Record<string, unknown>} progress */
const say = (progress) => process.stdout.write(`${JSON.stringify(progress)}\n`);

/** A file is whole or not there: two preparations at once do no harm. @param {string} file @param {string} text */
function writeWhole(file, text) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, file);
}

async function checkNativeParts() {
  say({ step: 'checking', done: 0, total: 1, detail: 'the kernel database' });
  const { initSwingStore } = await import('@agoric/swing-store');
  await initSwingStore().hostStorage.close();
}

/** @param {string} folder */
async function bundleAll(folder) {
  const { default: bundleSource } = await import('@endo/bundle-source');
  const list = bundleList(packageDir);
  /** @type {Record<string, string>} */
  const ids = {};
  mkdirSync(folder, { recursive: true });
  for (const [done, { name, file }] of list.entries()) {
    say({ step: 'bundling', done, total: list.length, detail: name });
    const bundle = await bundleSource(file);
    writeWhole(path.join(folder, `${name}.json`), JSON.stringify(bundle));
    ids[name] = `b1-${bundle.endoZipBase64Sha512}`;
  }
  writeWhole(path.join(folder, 'bundles.json'), JSON.stringify(ids));
}

/** What earlier sources left. @param {string} folder */
function removeOthers(folder) {
  const root = path.dirname(folder);
  for (const entry of readdirSync(root)) {
    if (/^[0-9a-f]{16}$/.test(entry) && entry !== path.basename(folder)) {
      rmSync(path.join(root, entry), { recursive: true, force: true });
    }
  }
}

async function prepare() {
  const { folder, bundles } = findPrepared();
  if (bundles === undefined) {
    await import('@endo/init/debug.js');
    await checkNativeParts();
    await bundleAll(folder);
    removeOthers(folder);
  }
  const chain = { vats: CHAIN_VATS, bundles: findPrepared().bundles ?? {} };
  const total = Object.keys(chain.bundles).length;
  say({ step: 'ready', done: total, total, detail: cacheRoot(), chain });
}

await prepare().catch((error) => {
  process.stderr.write(
    `${error?.stack ?? error}\nThe kernel could not be prepared: ${error?.message ?? error}\n`,
  );
  process.exitCode = 1;
});
