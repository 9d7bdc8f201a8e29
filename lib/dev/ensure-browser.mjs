// Finds or installs a Chromium for the browser tests. Prints its path when run by itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const bundled = () => existsSync(chromium.executablePath());
const system = () => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(
    existsSync,
  );
};

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] */
const run = (command, args, options) =>
  spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status === 0;

/** Playwright's own build, where its download site can be reached. */
const download = () =>
  run('npx', ['playwright', 'install', 'chromium'], {
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  }) && bundled();

/** Debian's build, where only Debian's packages can be reached. @param {...string} packages */
export function aptInstall(...packages) {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) => {
    const [command = 'apt-get', ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest, { env });
  };
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
}

/**
 * The executable to give Playwright; undefined means its own build, which it finds by itself.
 * @param {{install?: boolean}} [options]
 * @returns {string | undefined}
 */
export function ensureBrowser({ install = true } = {}) {
  if (process.env.E2E_CHROMIUM) return process.env.E2E_CHROMIUM;
  if (bundled()) return undefined;
  const found = system();
  if (found) return found;
  if (!install) throw new Error('No Chromium found. Run: npm test, or set E2E_CHROMIUM to an executable.');
  if (download()) return undefined;
  const installed = aptInstall('chromium') && system();
  if (installed) return installed;
  throw new Error('No Chromium could be installed: set E2E_CHROMIUM to a Chrome or Chromium executable.');
}

if (process.argv[1] === import.meta.filename) console.log(ensureBrowser() ?? '');
