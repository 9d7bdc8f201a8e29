import { readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '@/lib/server/archive/durable-file';

/** Puts a file in place whole or not at all, and durable when this resolves. One at a time for each file. */
export async function writeWholeFile(file: string, content: string | Uint8Array): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const handle = await replaceFile(path.dirname(file), path.basename(file), bytes);
  await handle.close();
}

/** A JSON file's content, or null where there is none; a torn one counts as none. */
export function readJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(/*turbopackIgnore: true*/ file, 'utf8'));
  } catch {
    return null;
  }
}
