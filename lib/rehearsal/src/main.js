// A rehearsal: reads its config on stdin, runs the chain's processes one after the other, reports on stdout.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { findPrepared } from './cache.js';
import { readConfig } from './config.js';
import { legs } from './legs.js';
import { startNode, stopNodes } from './node-process.js';

/** @param {Record<string, unknown>} progress */
const say = (progress) => process.stdout.write(`${JSON.stringify(progress)}\n`);

let stopping = false;

// Whoever started it may be gone: a rehearsal goes on, its slog waits for a server.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

/**
 * Runs the legs in order. Resolves to the exit code, and whether a last process has ended the slog's stream.
 * @param {import('./config.js').Config} config
 */
async function runLegs(config) {
  const all = legs(config);
  let node = startNode(say);
  for (const [index, { title, ...leg }] of all.entries()) {
    say({ step: title });
    const next = index + 1 < all.length ? startNode(say) : undefined;
    const { code, killed } = await node.run({ ...config, ...leg });
    const asPlanned = leg.killAtStep === undefined ? code === 0 : killed;
    if (!asPlanned || stopping) {
      next?.kill();
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
  if (!ended) await startNode(say).run({ ...config, last: true, until: 0 });
  if (code === 0) say({ step: 'done' });
  return code;
}

/** @param {unknown} error */
const fail = (error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
};

async function main() {
  const config = readConfig(await text(process.stdin));
  const { folder, bundles } = findPrepared(config.cacheDir);
  if (!bundles) throw new Error(`No prepared kernel in ${folder}: run "node src/prepare.js" first`);
  process.on('SIGTERM', () => {
    stopping = true;
    stopNodes();
  });
  return rehearse(config);
}

process.exitCode = await main().catch(fail);
