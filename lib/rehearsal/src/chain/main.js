// One process of the chain's node: it is told on stdin what to do, says on descriptor 3 how far it is.
import './native-base64.js';
import '@endo/init';
import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { closeHost, runBlocks, startHost } from './host.js';
import { makeKillPoint } from './kill-point.js';
import { isAcknowledged, openSender } from './sender.js';

const PROGRESS = 3;
const PANICKED = 3;
const STOPPED = 143;
const NOT_ACKNOWLEDGED = 4;

/** @param {Record<string, unknown>} progress */
const say = (progress) => writeSync(PROGRESS, `${JSON.stringify(progress)}\n`);

/** @param {unknown} error */
const isPanic = (error) => /kernel panic|^#\{|critical vat/i.test(/** @type {Error} */ (error)?.message);

/**
 * Sends what is left; after the last process's end the server must hold all of it.
 * @param {Awaited<ReturnType<typeof openSender>>} sender
 * @param {{ ingest?: { url: string, token: string }, last: boolean }} config
 */
async function finish(sender, { ingest, last }) {
  await sender.forceFlush?.();
  await sender.shutdown?.();
  return !last || !ingest || (await isAcknowledged(ingest));
}

// The pipe to whoever started the rehearsal may be broken: that is no reason to stop.
process.stderr.on('error', () => {});

async function main() {
  say({ ready: true });
  const config = JSON.parse(await text(process.stdin));
  const sender = await openSender(config);
  const killPoint = makeKillPoint(sender, PROGRESS);
  // Asked twice (its group and its parent), it must not die of the second time before everything is sent.
  const stopped = new Promise((resolve) => process.on('SIGTERM', () => resolve(STOPPED)));

  const execute = async () => {
    const host = await startHost({
      ...config,
      slogSender: killPoint.slogSender,
      say,
      onStep: (/** @type {number} */ step) => step === config.killAtStep && killPoint.arm(),
    });
    process.on('SIGTERM', () => host.stop());
    await runBlocks(host, config.until);
    await closeHost(host);
    return 0;
  };

  const code = await Promise.race([stopped, config.until > 0 ? execute() : 0]).catch((error) => {
    process.stderr.write(`${error?.stack ?? error}\n`);
    return isPanic(error) ? PANICKED : 1;
  });
  const acknowledged = await finish(sender, config);
  if (code === 0 && !acknowledged) {
    process.stderr.write('The server did not acknowledge the whole slog; it lies in the spool\n');
    process.exit(NOT_ACKNOWLEDGED);
  }
  process.exit(code);
}

await main();
