// Runs a rehearsal as the server does: a child process, its config on stdin.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const root = path.resolve(import.meta.dirname, '../..');
const MODULE = 'vatdeck/rehearsal/upgrade-vat';

/** @param {string} vat @param {Partial<{ module: string, bundle: string }>} [changes] */
export const upgradeOf = (vat, { module = MODULE, bundle = `${vat}-v2` } = {}) => ({
  kind: 'core-eval',
  id: `upgrade-${vat}`,
  title: `Upgrade ${vat}`,
  proposals: [{ module, entrypoint: 'upgradeVat', args: [{ vat, bundle }], upgrades: [{ vat, bundle }] }],
});

/** @param {import('../../src/chain/scenario.js').Step[]} steps */
export const planOf = (steps) => ({
  schema: 'vatdeck/plan@2',
  chain: 'vatdeck-rehearsal',
  upgradeName: 'rehearsal-upgrade-2',
  steps,
});

/** @param {string} file */
function start(file) {
  const { PATH, HOME, VATDECK_CACHE } = process.env;
  const env = { PATH, HOME, ...(VATDECK_CACHE ? { VATDECK_CACHE } : {}) };
  const child = spawn(process.execPath, [path.join(root, file)], { env, detached: true });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { child, ended };
}

/** @param {string} file @param {string} [input] @param {string} [stopAt] the progress at which its group is told to stop */
async function run(file, input = '', stopAt) {
  const { child, ended } = start(file);
  child.stdin.end(input);
  if (stopAt) {
    child.stdout.on(
      'data',
      (chunk) => String(chunk).includes(stopAt) && process.kill(-Number(child.pid), 'SIGTERM'),
    );
  }
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  const progress = stdout.trim().split('\n');
  return { code, stderr, progress: progress.map((line) => JSON.parse(line || '{}')) };
}

/** Bundles once for all tests. */
export const prepare = () => run('src/prepare.js');

/** A folder that is gone after the test. @param {import('node:test').TestContext} t */
export function scratch(t) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-rehearsal-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param {object} config @param {string} [stopAt] */
export const rehearse = (config, stopAt) =>
  run('src/main.js', JSON.stringify({ pace: 0, ...config }), stopAt);

/** A rehearsal whose starter goes away as soon as it runs. @param {object} config */
export async function rehearseAlone(config) {
  const { child, ended } = start('src/main.js');
  child.stdin.end(JSON.stringify({ pace: 0, ...config }));
  child.stdout.once('data', () => {
    child.stdout.destroy();
    child.stderr.destroy();
  });
  return ended;
}
