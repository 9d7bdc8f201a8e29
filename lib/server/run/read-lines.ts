import type { Actor } from '@/lib/server/actor';
import { readBytes } from '@/lib/server/archive/read-bytes';
import { type ArchiveLine, readLinesOf } from '@/lib/server/archive/read-lines';
import { total } from '@/lib/server/archive/total';
import { ServerError } from '@/lib/server/errors';
import { runArchive } from '@/lib/server/run/run-archive';

/** Lines and bytes of one answer at most. */
export const LINES_AT_MOST = 200;
export const BYTES_AT_MOST = 1024 * 1024;

/** Raw lines from number `from` (from 1) on, and how many there are; fewer, or none, where the text ends. */
export async function readRunLines(
  actor: Actor,
  runId: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<{ readonly lines: readonly ArchiveLine[]; readonly total: number }> {
  if (count > LINES_AT_MOST) throw new ServerError('bad-input', `At most ${LINES_AT_MOST} lines at once.`);
  const archive = await runArchive(actor, runId);
  if (!archive) return { lines: [], total: 0 };
  const { dir, folded, flush } = archive;
  const found = await readLinesOf(dir, from, count);
  // A line is whole when another has begun behind it; what is there already needs no flush, which waits for the disk.
  if (found.total >= from + count) return { lines: found.lines, total: Math.max(folded, found.total) };
  await flush();
  const { lines, total: known } = await readLinesOf(dir, from, count);
  return { lines, total: Math.max(folded, known) };
}

/** Raw bytes of the text; fewer where it ends. */
export async function readRunBytes(
  actor: Actor,
  runId: string,
  { byte, length }: { readonly byte: number; readonly length: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if (length > BYTES_AT_MOST) throw new ServerError('bad-input', `At most ${BYTES_AT_MOST} bytes at once.`);
  const archive = await runArchive(actor, runId);
  if (!archive) return new Uint8Array();
  if ((await total(archive.dir)).bytes < byte + length) await archive.flush();
  return new Uint8Array(await readBytes(archive.dir, byte, length));
}
