import { instance } from '@/lib/server/instance';
import { readOverview } from '@/lib/server/run/ended-views';

/** A run's document without its cells, as UTF-8 JSON: of the fold that goes on, else as it was put away. */
export async function readRunOverview(runId: string): Promise<Uint8Array> {
  const { env, runs } = await instance();
  const live = await (await runs.get(runId))?.overview();
  return live ?? readOverview(env.dataDir, runId);
}
