import { readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFile } from '@/lib/server/archive/durable-file';

/** Characters that are written at once. */
const PIECE = 256 * 1024;

function* piecesOf(parts: Iterable<string>): Generator<Uint8Array> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** Puts a file in place whole or not at all, and durable when this resolves. One at a time for each file. Text may come in parts. */
export async function writeWholeFile(
  file: string,
  content: string | Uint8Array | Generator<string>,
): Promise<void> {
  const inParts = typeof content === 'string' ? [content] : content;
  const pieces = inParts instanceof Uint8Array ? [inParts] : piecesOf(inParts);
  const handle = await replaceFile(path.dirname(file), path.basename(file), pieces);
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
