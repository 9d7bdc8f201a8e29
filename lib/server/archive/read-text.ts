import { partsOf } from '@/lib/server/archive/read-bytes';
import { takeSnapshot } from '@/lib/server/archive/snapshot';

/** The text from byte `from` up to `to` (or to what is durable now), block by block: for an export or a new fold. */
export async function* readText(
  dir: string,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const snapshot = await takeSnapshot(dir);
  yield* partsOf(snapshot, from, Math.min(to, snapshot.bytes));
}
