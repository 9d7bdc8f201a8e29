import { stat } from 'node:fs/promises';
import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { Actor } from '@/lib/server/actor';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import { instance } from '@/lib/server/instance';
import { Channel } from '@/lib/server/live/channel';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';

/** The epoch of a run that has ended: its document changes only when another version folds it anew. */
async function endedEpoch(dataDir: string, runId: string): Promise<string> {
  const found = await stat(/*turbopackIgnore: true*/ runFolder(dataDir, runId).analysis).catch(() => null);
  return `ended${Math.floor(found?.mtimeMs ?? 0).toString(36)}`;
}

/** A run's frames as a stream of server-sent events: what the cursor missed, or the whole document, then every change. */
export async function watchRun(
  actor: Actor,
  runId: string,
  cursor: Cursor | null,
): Promise<ReadableStream<Uint8Array>> {
  const { env, runs, streams } = await instance();
  const live = await runs.get(runId);
  if (live) return live.watch(cursor).body;
  const row = await readRun(actor, runId);
  const facts = (): RunFacts => ({ ...row, watchers: channel.watchers });
  const epoch = await endedEpoch(env.dataDir, runId);
  const analysis = await readDocument(runFolder(env.dataDir, runId).analysis);
  const channel: Channel = new Channel({
    epoch,
    streams,
    facts: () => pickFacts(facts()),
    now: Date.now,
    askSnapshot: () => queueMicrotask(() => channel.deliver(analysis)),
  });
  const { body } = channel.attach(cursor);
  channel.retire();
  return body;
}

/** Only what a frame's facts have; a row knows more. */
const pickFacts = (facts: RunFacts): RunFacts => ({
  state: facts.state,
  reason: facts.reason,
  receivedBytes: facts.receivedBytes,
  foldedBytes: facts.foldedBytes,
  expectedBytes: facts.expectedBytes,
  lastByteAt: facts.lastByteAt,
  endedAt: facts.endedAt,
  watchers: facts.watchers,
});
