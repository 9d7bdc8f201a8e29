// Makes a bare checkout complete: Node's version, the npm packages, Prisma's generated client.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nodeStep, say, step } from './say.mjs';

export const root = path.resolve(import.meta.dirname, '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The oldest Node that every package here supports. */
function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(
    `Vatdeck needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.`,
  );
  process.exit(1);
}

/** npm writes its own lock beside the packages; when it names what ours names, they are installed. @param {string} folder */
function installed(folder) {
  const lock = path.join(folder, 'package-lock.json');
  const hidden = path.join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages).filter(
    ([name]) => name !== '',
  );
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return wanted.every(
    ([name, entry]) => have[name]?.version === entry.version || entry.optional || entry.link,
  );
}

/** Installs the packages of one folder from its lock file, unless they are there. @param {string} what @param {string} folder */
export function installPackages(what, folder) {
  if (installed(folder)) return;
  step(`Installing ${what} (npm ci, about a minute)`, npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
  });
}

/** Everything that `npm start` and `npm test` need before they can do their own work. */
export function install() {
  checkNode();
  process.chdir(root);
  installPackages('the packages', root);
  if (!existsSync('lib/generated/prisma/client.ts')) generate();
}

export const generate = () =>
  nodeStep('Generating the database client', ['node_modules/prisma/build/index.js', 'generate']);
