import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { endedAnalysis } from '@/lib/server/run/watch-run';

/** A run's analysis document as UTF-8 JSON: the final one, or what the log tells so far. */
export async function readAnalysis(actor: Actor, runId: string): Promise<Uint8Array> {
  const { env, runs } = await instance();
  await readRun(actor, runId);
  const live = await runs.get(runId);
  return (await live?.document()) ?? endedAnalysis(env.dataDir, runId);
}
