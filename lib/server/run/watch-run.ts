import { readFile } from 'node:fs/promises';
import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { Channel } from '@/lib/server/live/channel';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';
import { emptyAnalysis } from '@/lib/upgrade/analysis';

/** The one epoch of a run that has ended: its document changes no more. */
const ENDED = 'ended';

/** The bytes of an ended run's document; one that failed before its first line has an empty one. */
export async function endedAnalysis(dataDir: string, runId: string): Promise<Buffer> {
  try {
    return await readFile(/*turbopackIgnore: true*/ runFolder(dataDir, runId).analysis);
  } catch {
    return Buffer.from(JSON.stringify(emptyAnalysis()));
  }
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
  const analysis = await endedAnalysis(env.dataDir, runId);
  const channel: Channel = new Channel({
    epoch: ENDED,
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
