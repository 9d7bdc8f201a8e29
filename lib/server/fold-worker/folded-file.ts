import { z } from 'zod';
import { readJsonFile, writeWholeFile } from '@/lib/server/ingest/whole-file';
import { CHECKPOINT_SCHEMA } from '@/lib/upgrade/fold';

const schema = z.object({
  /** The fold that made the document. */
  fold: z.string(),
  /** Of the text that it was made from. */
  sha256: z.string(),
  /** False if the stream has bytes that are in no text: it is kept then. */
  isWhole: z.boolean(),
});

/**
 * What a run's final document was made of, and by which fold. Written last: where it is missing or another version's, the run is
 * folded anew.
 */
export type Folded = z.infer<typeof schema>;

/** Null where the run was never folded to its end. */
export function readFolded(file: string): Folded | null {
  const parsed = schema.safeParse(readJsonFile(file));
  return parsed.success ? parsed.data : null;
}

export const writeFolded = (file: string, { sha256, isWhole }: Omit<Folded, 'fold'>): Promise<void> =>
  writeWholeFile(file, JSON.stringify({ fold: CHECKPOINT_SCHEMA, sha256, isWhole } satisfies Folded));

/** False if another version's fold made the document, or none did. */
export const isOfThisFold = (folded: Folded | null): folded is Folded => folded?.fold === CHECKPOINT_SCHEMA;
