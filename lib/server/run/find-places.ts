import type { Actor } from '@/lib/server/actor';
import { type EntryPlace, findBlockHeight, findCrank } from '@/lib/server/archive/find-entry';
import { runArchive } from '@/lib/server/run/run-archive';

/**
 * Where a block or a crank begins, once for each time that it was executed, in the order of the log. While a run is live, an execution
 * of the last moment may be missing beside an earlier one: it comes when what was folded last is on the disk.
 */
export async function findPlaces(
  actor: Actor,
  runId: string,
  wanted: { readonly block: number } | { readonly crank: number },
): Promise<readonly EntryPlace[]> {
  const archive = await runArchive(actor, runId);
  if (!archive) return [];
  const find = (): Promise<EntryPlace[]> =>
    'block' in wanted ? findBlockHeight(archive.dir, wanted.block) : findCrank(archive.dir, wanted.crank);
  const found = await find();
  if (found.length > 0) return found;
  await archive.flush();
  return find();
}
