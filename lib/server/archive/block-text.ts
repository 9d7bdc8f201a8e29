import type { BlockRecord } from '@/lib/server/archive/block-record';
import { readUpTo } from '@/lib/server/archive/durable-file';
import { openText, type Snapshot } from '@/lib/server/archive/snapshot';

/** Decoded blocks kept per process, of all archives together: 8 MiB at most. */
const KEPT = 8;
const decoded = new Map<string, Promise<Buffer>>();

/** The text of block number `i` (from 0) of a snapshot. Must not be written to: others are given the same bytes. */
export function blockText(snapshot: Snapshot, i: number): Promise<Buffer> {
  const block = snapshot.blocks[i];
  if (!block) return Promise.resolve(Buffer.alloc(0));
  if (snapshot.tail && i === snapshot.blocks.length - 1) return Promise.resolve(snapshot.tail);
  const key = `${snapshot.generation}:${i}:${snapshot.dir}`;
  const text = decoded.get(key) ?? decode(snapshot, block);
  decoded.delete(key);
  decoded.set(key, text);
  text.catch(() => decoded.delete(key));
  const oldest = decoded.keys().next();
  if (decoded.size > KEPT && !oldest.done) decoded.delete(oldest.value);
  return text;
}

async function decode(snapshot: Snapshot, block: BlockRecord): Promise<Buffer> {
  const file = await openText(snapshot);
  try {
    const bytes = await readUpTo(file, block.fileStart, block.fileLength);
    const text = await snapshot.codec.decode(bytes, block.textLength);
    if (text.length !== block.textLength)
      throw new Error(`${text.length} bytes instead of ${block.textLength}`);
    return text;
  } catch (error) {
    const place = `${snapshot.dir}/${snapshot.codec.fileName}`;
    throw new Error(`The block at byte ${block.fileStart} of ${place} is damaged.`, { cause: error });
  } finally {
    await file.close();
  }
}
