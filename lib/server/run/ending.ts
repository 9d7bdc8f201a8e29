import { z } from 'zod';
import { readJsonFile, writeWholeFile } from '@/lib/server/ingest/whole-file';

const schema = z.object({
  /** The stream ends at this byte. */
  length: z.number().int().nonnegative().nullable(),
  /** The stream is over. */
  over: z.boolean(),
  /** What the run is although its log looks well: cut short, or nothing that can be a log. */
  verdict: z.enum(['incomplete', 'failed']).nullable(),
  reason: z.string().nullable(),
});

/** What was said about a stream's end; kept in a file, as it must survive whatever happens before it has come true. */
export type Ending = z.infer<typeof schema>;

export const OPEN_END: Ending = { length: null, over: false, verdict: null, reason: null };

export function readEnding(file: string): Ending {
  const parsed = schema.safeParse(readJsonFile(file));
  return parsed.success ? parsed.data : OPEN_END;
}

export const writeEnding = (file: string, ending: Ending): Promise<void> =>
  writeWholeFile(file, JSON.stringify(ending));
