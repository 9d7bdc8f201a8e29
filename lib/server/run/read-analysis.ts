import { parseCursor } from '@/lib/live/cursor';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { endedAnalysis, watchRun } from '@/lib/server/run/watch-run';

/** The snapshot's document out of a live stream's first frame. */
async function liveAnalysis(actor: Actor, runId: string): Promise<string> {
  const stream = await watchRun(actor, runId, parseCursor(null));
  const reader = stream.getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream of run ${runId} ended before its first frame.`);
      text += Buffer.from(value).toString('utf8');
      const frame = /^data: (.*)$/m.exec(text)?.[1];
      if (frame && text.endsWith('\n\n')) return JSON.stringify(JSON.parse(frame).analysis);
    }
  } finally {
    await reader.cancel();
  }
}

/** A run's analysis document as JSON text: the final one, or what the log tells so far. */
export async function readAnalysis(actor: Actor, runId: string): Promise<string | Buffer> {
  const { env } = await instance();
  const row = await readRun(actor, runId);
  return row.endedAt === null ? liveAnalysis(actor, runId) : endedAnalysis(env.dataDir, runId);
}
