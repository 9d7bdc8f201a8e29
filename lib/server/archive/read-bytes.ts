import { blockText } from '@/lib/server/archive/block-text';
import { blockOfByte } from '@/lib/server/archive/locate';
import { forget, type Snapshot, takeSnapshot } from '@/lib/server/archive/snapshot';

/** The text's bytes [byte, byte + length), fewer where it ends before. */
export const readBytes = (dir: string, byte: number, length: number): Promise<Buffer> =>
  withSnapshot(dir, (snapshot) => bytesOf(snapshot, byte, length));

/**
 * Runs a lookup on the archive as it is now. If the writer repaired its files meanwhile (a restart after a crash),
 * the lookup is done once more on what they are then.
 */
export async function withSnapshot<T>(dir: string, lookUp: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const before = await takeSnapshot(dir);
  try {
    return await lookUp(before);
  } catch (error) {
    forget(dir);
    const after = await takeSnapshot(dir);
    if (after.generation === before.generation) throw error;
    return lookUp(after);
  }
}

/** As `readBytes`, within one snapshot. */
export async function bytesOf(snapshot: Snapshot, byte: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of partsOf(snapshot, byte, byte + length)) parts.push(part);
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/** The text of [from, to), block by block. */
export async function* partsOf(snapshot: Snapshot, from: number, to: number): AsyncGenerator<Buffer> {
  const first = blockOfByte(snapshot, from);
  for (let i = first; i >= 0 && i < snapshot.blocks.length; i += 1) {
    const start = snapshot.blocks[i]?.textStart ?? to;
    if (start >= to) return;
    const text = await blockText(snapshot, i);
    yield text.subarray(Math.max(0, from - start), to - start);
  }
}
