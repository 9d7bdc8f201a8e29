import { existsSync } from 'node:fs';
import path from 'node:path';
import { INDEX_NAME } from '@/lib/server/archive/index-file';
import { isOfThisFold, readFolded } from '@/lib/server/fold-worker/folded-file';
import type { RunFolder } from '@/lib/server/run/run-folder';

export const exists = (file: string): boolean => existsSync(/*turbopackIgnore: true*/ file);

/** True if there is an archive in the folder. */
export const hasArchive = (dir: string): boolean =>
  exists(path.join(/*turbopackIgnore: true*/ dir, INDEX_NAME));

/** True while an ended run's folder is not yet what is kept for good. Cheap: it looks at names and one small file. */
export function isUnfinished(folder: RunFolder): boolean {
  const folded = readFolded(folder.folded);
  if (!isOfThisFold(folded)) return exists(folder.slogIn) || hasArchive(folder.archive);
  return exists(folder.slogIn) && folded.isWhole;
}
