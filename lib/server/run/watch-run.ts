import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { Wanted } from '@/lib/live/wanted';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { Channel, goneEvent } from '@/lib/server/live/channel';
import type { EventStream } from '@/lib/server/live/event-stream';
import type { Holder } from '@/lib/server/live/streams';
import { readOutline, readOverview } from '@/lib/server/run/ended-views';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';

/** A browser draws an outline in about this time (ms), if it need not read four times as much meanwhile. */
const DRAWN_WITHIN = 400;

/** The epoch of a run that has ended: its document changes only when another version folds it anew. */
async function endedEpoch(dataDir: string, runId: string): Promise<string> {
  const found = await stat(/*turbopackIgnore: true*/ runFolder(dataDir, runId).analysis).catch(() => null);
  return `ended${Math.floor(found?.mtimeMs ?? 0).toString(36)}`;
}

async function attach(actor: Actor, stream: EventStream, { runId, cursor }: Wanted): Promise<void> {
  const { env, runs } = await instance();
  const live = await runs.get(runId);
  if (live) return live.watch(stream, cursor);
  const row = await readRun(actor, runId);
  const epoch = await endedEpoch(env.dataDir, runId);
  let overview: Promise<Uint8Array> | null = null;
  const sketched = async (outline: Uint8Array | null): Promise<Uint8Array> => {
    if (outline) {
      channel.sketch(outline);
      await sleep(DRAWN_WITHIN);
    }
    return readOverview(env.dataDir, runId);
  };
  const channel: Channel = new Channel({
    runId,
    epoch,
    facts: () => pickFacts({ ...row, watchers: channel.watchers }),
    now: Date.now,
    askSnapshot: () => {
      overview ??= readOutline(env.dataDir, runId).then(sketched);
      overview.then(
        (bytes) => channel.deliver(bytes),
        (error: unknown) => {
          console.error(error);
          channel.close();
        },
      );
    },
  });
  channel.attach(stream, cursor);
}

/** A run's frames as a stream of server-sent events: what the cursor missed, or a snapshot, then every change. */
export async function watchRun(
  actor: Actor,
  runId: string,
  cursor: Cursor | null,
  holder: Holder,
): Promise<ReadableStream<Uint8Array>> {
  const stream = (await instance()).streams.open(holder);
  try {
    await attach(actor, stream, { runId, cursor });
  } catch (error) {
    stream.close();
    throw error;
  }
  return stream.body;
}

/** The frames of several runs in one stream, as a browser with several tabs needs them; a run that is not there is said to be gone. */
export async function watchRuns(
  actor: Actor,
  wanted: readonly Wanted[],
  holder: Holder,
): Promise<ReadableStream<Uint8Array>> {
  const stream = (await instance()).streams.open(holder);
  // A guest of its own, so that the stream stays while one run leaves and before the next is there.
  stream.join({ onRoom: () => {}, onGone: () => {} });
  for (const one of wanted)
    attach(actor, stream, one).catch((error: unknown) => {
      if (!(error instanceof ServerError)) console.error(error);
      stream.send(goneEvent(one.runId));
    });
  return stream.body;
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
