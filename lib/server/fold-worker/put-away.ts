import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { syncFolder } from '@/lib/server/archive/durable-file';
import { readText } from '@/lib/server/archive/read-text';
import type { Conclusion } from '@/lib/server/fold-worker/messages';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { exists, foldedHere, hasArchive, isUnfinished } from '@/lib/server/fold-worker/unfinished';
import type { RunFolder } from '@/lib/server/run/run-folder';

/** Folds an ended run from its start: its stream while that is there, else the archive's text. */
async function foldAnew(folder: RunFolder): Promise<Conclusion> {
  rmSync(/*turbopackIgnore: true*/ folder.checkpoint, { force: true });
  const end = exists(folder.slogIn) ? statSync(folder.slogIn).size : Number.POSITIVE_INFINITY;
  const session = await FoldSession.open(folder);
  try {
    while (await session.step(end, true));
    return (await session.conclude()).conclusion;
  } finally {
    await session.close({ concluded: true });
  }
}

async function archivedHash(dir: string): Promise<string> {
  if (!hasArchive(dir)) return 'of nothing';
  const hash = createHash('sha256');
  for await (const part of readText(dir)) hash.update(part);
  return hash.digest('hex');
}

async function remove(file: string): Promise<void> {
  rmSync(/*turbopackIgnore: true*/ file, { recursive: true, force: true });
  await syncFolder(path.dirname(file));
}

/**
 * Makes of an ended run what is kept for good, from wherever it was left: a document by this version's fold, and the archive alone.
 * The stream is deleted only when the archive's text has the hash of the stream's. Answers with the conclusion if it folded anew;
 * the caller writes `folded` when the database has it, too.
 */
export async function putAway(folder: RunFolder): Promise<Conclusion | null> {
  if (!isUnfinished(folder)) return null;
  const known = foldedHere(folder);
  const conclusion = known ? null : await foldAnew(folder);
  const folded = conclusion ?? known;
  if (!exists(folder.slogIn) || !folded?.isWhole) return conclusion;
  const archived = await archivedHash(folder.archive);
  if (archived !== folded.sha256) {
    await remove(folder.archive);
    await remove(folder.folded);
    throw new Error(
      `The archive in ${folder.archive} is not equal to its stream (${archived}, ${folded.sha256}); it is made anew.`,
    );
  }
  await remove(folder.slogIn);
  return conclusion;
}
