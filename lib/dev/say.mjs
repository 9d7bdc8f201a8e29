// How scripts speak: one line when a step begins, one when it has ended, with the time it took.
import { spawn, spawnSync } from 'node:child_process';

/** @param {number} since */
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Prints a line that stands out from the output of the tools. @param {string} text */
export const say = (text) => process.stderr.write(`\n▸ ${text}\n`);

/**
 * Runs one step with its output shown; ends this process with the step's own exit code when it fails.
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function step(what, command, args, options = {}) {
  const since = Date.now();
  say(`${what} …`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) say(`${what}: ${error.message}`);
  if (status !== 0) {
    say(`${what} failed after ${seconds(since)}`);
    process.exit(status ?? 1);
  }
  say(`${what}: done in ${seconds(since)}`);
}

/** Runs a Node program as a step. @param {string} what @param {string[]} args @param {Record<string, string>} [env] */
export const nodeStep = (what, args, env = {}) =>
  step(what, process.execPath, args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env } });

/**
 * Runs a program to its end with its output shown and resolves to its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export const runToEnd = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
      process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      say(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
