import { existsSync } from 'node:fs';
import path from 'node:path';
import { INDEX_NAME } from '@/lib/server/archive/index-file';
import { type Folded, isOfThisFold, readFolded } from '@/lib/server/fold-worker/folded-file';
import type { RunFolder } from '@/lib/server/run/run-folder';

export const exists = (file: string): boolean => existsSync(/*turbopackIgnore: true*/ file);

/** True if there is an archive in the folder. */
export const hasArchive = (dir: string): boolean =>
  exists(path.join(/*turbopackIgnore: true*/ dir, INDEX_NAME));

/** What says that the final document is there and of this version's fold; null where the run must be folded (anew). */
export function foldedHere(folder: RunFolder): Folded | null {
  const folded = readFolded(folder.folded);
  return isOfThisFold(folded) && exists(folder.analysis) ? folded : null;
}

/** True while an ended run's folder is not yet what is kept for good. Cheap: it looks at names and one small file. */
export function isUnfinished(folder: RunFolder): boolean {
  const folded = foldedHere(folder);
  if (!folded) return exists(folder.slogIn) || hasArchive(folder.archive);
  return exists(folder.slogIn) && folded.isWhole;
}
