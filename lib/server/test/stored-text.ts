import { existsSync, readFileSync } from 'node:fs';
import { readText } from '@/lib/server/archive/read-text';
import { runFolder } from '@/lib/server/run/run-folder';

/** The bytes of a plain stream as its run keeps them: as they were sent, or in the archive. */
export async function storedText(dataDir: string, runId: string): Promise<Buffer> {
  const { slogIn, archive } = runFolder(dataDir, runId);
  if (existsSync(slogIn)) return readFileSync(slogIn);
  const parts: Buffer[] = [];
  for await (const part of readText(archive)) parts.push(part);
  return Buffer.concat(parts);
}
