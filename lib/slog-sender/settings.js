import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

const MIB = 1024 * 1024;

/**
 * @typedef {object} Settings
 * @property {URL} url the run's ingest door
 * @property {string} token
 * @property {string} dir this run's own folder in the spool
 * @property {number} spoolBytes entries are dropped and counted above this size on disk
 * @property {number} queueBytes and above this size in memory
 * @property {number} segmentBytes a file of the spool is followed by a new one from this size on
 * @property {number} flushMs the longest that forceFlush() takes
 * @property {number} shutdownMs the longest that shutdown() takes
 * @property {boolean} keepOpen shutdown() does not end the run
 */

/** @typedef {Record<string, string | undefined>} Env */

/**
 * @param {Env} env
 * @param {string} name
 * @param {number} otherwise
 */
const numberOf = (env, name, otherwise) => {
  const value = Number(env[name] || otherwise);
  if (!(value >= 0)) throw Error(`${name} must be a number, not "${env[name]}"`);
  return value;
};

/** @param {string} text */
const urlOf = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw Error(`VATDECK_SLOG_URL must look like http://host:3000/api/runs/ID/slog, not "${text}"`);
};

/**
 * What the environment asks for: nothing without VATDECK_SLOG_URL; throws what is wrong in words for people.
 *
 * @param {Env} env
 * @param {string} [stateDir]
 * @returns {Settings | undefined}
 */
export const readSettings = (env, stateDir) => {
  const { VATDECK_SLOG_URL, VATDECK_TOKEN, VATDECK_SPOOL_DIR } = env;
  if (!VATDECK_SLOG_URL) return undefined;
  const url = urlOf(VATDECK_SLOG_URL);
  if (!VATDECK_TOKEN) throw Error('VATDECK_TOKEN is missing: give the ingest token of the run');
  const spool = VATDECK_SPOOL_DIR || path.join(stateDir || os.tmpdir(), 'vatdeck-spool');
  // One folder per run, so that a spool that is used again never mixes two streams.
  const run = createHash('sha256').update(url.href).digest('hex').slice(0, 16);
  return {
    url,
    token: VATDECK_TOKEN,
    dir: path.resolve(spool, run),
    spoolBytes: numberOf(env, 'VATDECK_SPOOL_BYTES', 4096 * MIB),
    queueBytes: numberOf(env, 'VATDECK_QUEUE_BYTES', 64 * MIB),
    segmentBytes: numberOf(env, 'VATDECK_SEGMENT_BYTES', 4 * MIB),
    flushMs: numberOf(env, 'VATDECK_FLUSH_MS', 250),
    shutdownMs: numberOf(env, 'VATDECK_SHUTDOWN_MS', 5000),
    keepOpen: Boolean(env.VATDECK_KEEP_OPEN),
  };
};
