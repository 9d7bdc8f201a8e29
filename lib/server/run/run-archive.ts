import type { Actor } from '@/lib/server/actor';
import { hasArchive } from '@/lib/server/fold-worker/unfinished';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';

/** The folder of a run's archive, with every line that was folded so far in it; null where nothing was sent yet. */
export async function runArchive(actor: Actor, runId: string): Promise<string | null> {
  const { env, runs } = await instance();
  await readRun(actor, runId);
  await (await runs.get(runId))?.flush();
  const { archive } = runFolder(env.dataDir, runId);
  return hasArchive(archive) ? archive : null;
}
