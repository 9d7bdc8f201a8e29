import { ResumableHash } from '@/lib/server/fold-worker/text-hash';
import { readJsonFile, writeWholeFile } from '@/lib/server/ingest/whole-file';
import { type Checkpoint, type Fold, restoreFold, savedText, startFold } from '@/lib/upgrade/fold';

const isCheckpoint = (value: unknown): value is Checkpoint =>
  typeof value === 'object' &&
  value !== null &&
  'schema' in value &&
  'state' in value &&
  'offset' in value &&
  typeof value.offset === 'number' &&
  'line' in value &&
  typeof value.line === 'number';

/** A fold that is ready to go on at a byte of its text, the first of a line. */
export type Restored = {
  readonly fold: Fold;
  readonly hash: ResumableHash;
  readonly line: number;
  readonly byte: number;
};

export function atStart(): Restored {
  const hash = new ResumableHash();
  return { fold: startFold(hash), hash, line: 1, byte: 0 };
}

/** The fold as it was saved, or null where there is none or it is another version's: then the text is folded from its start. */
export function loadCheckpoint(file: string): Restored | null {
  const saved = readJsonFile(file);
  if (!isCheckpoint(saved) || saved.offset === 0) return null;
  const hash = new ResumableHash();
  try {
    return { fold: restoreFold(saved, hash), hash, line: saved.line, byte: saved.offset };
  } catch {
    return null;
  }
}

export const saveCheckpoint = (file: string, fold: Fold): Promise<void> =>
  writeWholeFile(file, savedText(fold));
