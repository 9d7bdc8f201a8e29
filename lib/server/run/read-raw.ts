import type { Actor } from '@/lib/server/actor';
import { type PackedText, readPacked } from '@/lib/server/archive/read-packed';
import { notFound } from '@/lib/server/errors';
import { readRun } from '@/lib/server/run/read-run';
import { flushedArchive } from '@/lib/server/run/run-archive';

const fileName = (title: string, runId: string): string => {
  const plain = title.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  return `${plain === '' ? 'run' : plain.toLowerCase().slice(0, 60)}-${runId.slice(-8)}.slog`;
};

/** A run's whole log as far as it is folded, packed, under a name to save it by. */
export async function readRaw(
  actor: Actor,
  runId: string,
): Promise<{ readonly packed: PackedText; readonly name: string }> {
  const { title } = await readRun(actor, runId);
  const archive = await flushedArchive(actor, runId);
  if (!archive) throw notFound(`log of run ${runId} yet`);
  const packed = await readPacked(archive);
  return { packed, name: `${fileName(title, runId)}.${packed.suffix}` };
}
