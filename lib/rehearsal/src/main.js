// A rehearsal: reads its config on stdin, runs the chain's processes one after the other, reports on stdout.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { findPrepared } from './cache.js';
import { readConfig } from './config.js';
import { legs } from './legs.js';

/** @param {Record<string, unknown>} progress */
const say = (progress) => process.stdout.write(`${JSON.stringify(progress)}\n`);

const NODE = path.join(import.meta.dirname, 'chain/main.js');

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let stopping = false;

/** A node process that has loaded its modules and waits for its orders. */
function warmUp() {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [NODE], { env, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
  running.add(child);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, killed: signal === 'SIGKILL' });
    });
  });
  createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdio[3]) }).on(
    'line',
    (line) => {
      const progress = JSON.parse(line);
      if (progress.kill) child.kill('SIGKILL');
      else if (!progress.ready) say(progress);
    },
  );
  child.stdin.on('error', () => {});
  return { child, ended };
}

/** Runs one leg in a waiting process. @param {ReturnType<typeof warmUp>} node @param {object} config */
async function runLeg(node, config) {
  node.child.stdin.end(JSON.stringify(config));
  return node.ended;
}

/**
 * Runs the legs in order. Resolves to the exit code, and whether a last process has ended the slog's stream.
 * @param {import('./config.js').Config} config
 */
async function runLegs(config) {
  const all = legs(config);
  let node = warmUp();
  for (const [index, { title, ...leg }] of all.entries()) {
    say({ step: title });
    const next = index + 1 < all.length ? warmUp() : undefined;
    const { code, killed } = await runLeg(node, { ...config, ...leg });
    const asPlanned = leg.killAtStep === undefined ? code === 0 : killed;
    if (!asPlanned || stopping) {
      next?.child.kill('SIGKILL');
      return { code: code || 1, ended: leg.last };
    }
    if (next) node = next;
  }
  return { code: 0, ended: true };
}

/** @param {import('./config.js').Config} config */
async function rehearse(config) {
  if (existsSync(path.join(config.dataDir, 'swingstore.sqlite'))) {
    throw new Error(`${config.dataDir} already holds a chain: name an empty folder`);
  }
  mkdirSync(config.dataDir, { recursive: true });
  const { code, ended } = await runLegs(config);
  // Only a last process tells the server where the stream ends: here none has come so far.
  if (!ended) await runLeg(warmUp(), { ...config, last: true, until: 0 });
  if (code === 0) say({ step: 'done' });
  return code;
}

/** @param {unknown} error */
const fail = (error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
};

async function main() {
  const config = readConfig(await text(process.stdin));
  const { folder, bundles } = findPrepared(config.cacheDir);
  if (!bundles) throw new Error(`No prepared kernel in ${folder}: run "node src/prepare.js" first`);
  process.on('SIGTERM', () => {
    stopping = true;
    for (const child of running) child.kill('SIGTERM');
  });
  return rehearse(config);
}

process.exitCode = await main().catch(fail);
