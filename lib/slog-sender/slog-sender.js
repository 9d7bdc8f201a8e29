import { claim } from './owner.js';
import { Queue } from './queue.js';
import { Segments } from './segments.js';
import { serialise } from './serialise.js';
import { readSettings } from './settings.js';
import { Spool } from './spool.js';
import { Uplink } from './uplink.js';

/** @import {Env, Settings} from './settings.js' */

/**
 * @typedef {((entry: object, json?: string) => void) & {
 *   usesJsonObject: boolean,
 *   forceFlush: () => Promise<void>,
 *   shutdown: () => Promise<void>,
 * }} SlogSender
 */

/** @param {string} text */
const say = (text) => {
  try {
    process.stderr.write(`vatdeck slog sender: ${text}\n`);
  } catch {
    // A node without stderr still gets its entries sent.
  }
};

/**
 * Waits for `work`, no longer than `ms`. The timer holds the process: whoever awaits this wants the answer.
 *
 * @param {Promise<unknown>} work
 * @param {number} ms
 */
const atMost = async (work, ms) => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
};

/**
 * @param {Settings} settings
 * @returns {Promise<SlogSender>}
 */
const startSender = async ({
  url,
  token,
  dir,
  spoolBytes,
  queueBytes,
  segmentBytes,
  flushMs,
  shutdownMs,
  keepOpen,
}) => {
  const letGo = claim(dir);
  const segments = await Segments.open(dir, segmentBytes).catch((error) => {
    letGo();
    throw error;
  });
  const queue = new Queue(queueBytes);
  const spool = new Spool({ queue, segments, maxBytes: spoolBytes, say, onGrow: () => uplink.wake() });
  // An earlier process died within a line: its bytes stay, ours begin on a line of their own.
  if (!(await segments.endsWithNewline())) spool.push('');
  const uplink = new Uplink({ url, token, spool, say, keepOpen });
  /** @type {Promise<void> | undefined} */
  let ending;

  const end = async () => {
    const deadline = Date.now() + shutdownMs;
    await atMost(spool.settled(), shutdownMs);
    await atMost(uplink.finish(), Math.max(0, deadline - Date.now()));
    if (!spool.isComplete) say(`the last entries found no room in ${dir} and are lost.`);
    else if (!uplink.isAcknowledged)
      say(`the last entries wait in ${dir}; a node started with the same spool sends them.`);
    uplink.close();
    await spool.close();
    letGo();
    if (uplink.isEnded) segments.remove();
  };

  return Object.assign(
    /**
     * @param {object} entry
     * @param {string} [json]
     */
    (entry, json) => {
      if (!ending) spool.push(json ?? serialise(entry));
    },
    {
      usesJsonObject: true,
      forceFlush: () => atMost(spool.settled(), flushMs),
      shutdown: () => {
        ending ??= end().catch((error) => say(`the end went wrong: ${error.message}`));
        return ending;
      },
    },
  );
};

/**
 * What agoric-sdk's telemetry loads from SLOGSENDER: undefined when VATDECK_SLOG_URL is not set, or when the
 * settings or the spool cannot be used (said on stderr); never rejects.
 *
 * @param {{ env?: Env, stateDir?: string }} [options]
 * @returns {Promise<SlogSender | undefined>}
 */
export const makeSlogSender = async ({ env = process.env, stateDir } = {}) => {
  try {
    const settings = readSettings(env, stateDir);
    return settings && (await startSender(settings));
  } catch (error) {
    say(`this node's slog is not sent: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};
