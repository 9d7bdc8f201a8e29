import type { Actor } from '@/lib/server/actor';
import type { CellsAsked } from '@/lib/server/fold-worker/messages';
import { instance } from '@/lib/server/instance';
import { readEndedCells } from '@/lib/server/run/ended-views';
import { readRun } from '@/lib/server/run/read-run';

/** What vats did in the runs of a window, or in one run, as `lib/live/cells-bytes.ts` reads it; of a live run as it is now. */
export async function readCells(actor: Actor, runId: string, asked: CellsAsked): Promise<Uint8Array> {
  const { env, runs } = await instance();
  await readRun(actor, runId);
  const live = await (await runs.get(runId))?.cells(asked);
  return live ?? readEndedCells(env.dataDir, runId, asked);
}
