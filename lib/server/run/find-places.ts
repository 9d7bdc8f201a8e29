import type { Actor } from '@/lib/server/actor';
import { type EntryPlace, findBlockHeight, findCrank } from '@/lib/server/archive/find-entry';
import { runArchive } from '@/lib/server/run/run-archive';

/** Where a block or a crank begins, once for each time that it was executed, in the order of the log. */
export async function findPlaces(
  actor: Actor,
  runId: string,
  wanted: { readonly block: number } | { readonly crank: number },
): Promise<readonly EntryPlace[]> {
  const archive = await runArchive(actor, runId);
  if (!archive) return [];
  return 'block' in wanted ? findBlockHeight(archive, wanted.block) : findCrank(archive, wanted.crank);
}
