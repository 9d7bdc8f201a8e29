// The slog's way out, as on a chain node: the SDK's own aggregator loads the SLOGSENDER module.
import path from 'node:path';
import { makeSlogSender } from '@agoric/telemetry/src/make-slog-sender.js';
import { packageDir } from '../cache.js';

/** The module a chain node would name; it is loaded, never imported. */
const SLOGSENDER = path.resolve(packageDir, '../slog-sender/slog-sender.js');
/** The last process must bring everything home; what an earlier one leaves, the next one sends. */
const SHUTDOWN_MS = { last: 30_000, earlier: 2_000 };

/**
 * @param {{ ingest?: { url: string, token: string }, slogFile?: string, dataDir: string, last: boolean }} options
 *   `last`: no process comes after this one, so its end is the stream's end
 */
export async function openSender({ ingest, slogFile, dataDir, last }) {
  const sender = await makeSlogSender({
    stateDir: dataDir,
    env: {
      SLOGSENDER: ingest ? SLOGSENDER : '',
      SLOGFILE: slogFile,
      VATDECK_SLOG_URL: ingest?.url,
      VATDECK_TOKEN: ingest?.token,
      VATDECK_SPOOL_DIR: path.join(dataDir, 'spool'),
      VATDECK_SHUTDOWN_MS: String(last ? SHUTDOWN_MS.last : SHUTDOWN_MS.earlier),
      VATDECK_KEEP_OPEN: last ? undefined : '1',
    },
  });
  if (sender === undefined)
    throw new Error('The slog has nowhere to go: neither ingest nor slogFile can be used');
  return sender;
}

/**
 * Asks the server whether it holds the whole stream and knows that it has ended.
 * @param {{ url: string, token: string }} ingest
 */
export async function isAcknowledged({ url, token }) {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const answer = await fetch(url, { method: 'HEAD', headers }).catch(() => undefined);
  const length = answer?.headers.get('upload-length') ?? null;
  return length !== null && length === answer?.headers.get('upload-offset');
}
