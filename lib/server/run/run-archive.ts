import type { Actor } from '@/lib/server/actor';
import { hasArchive } from '@/lib/server/fold-worker/unfinished';
import { instance } from '@/lib/server/instance';
import type { LiveRun } from '@/lib/server/live/live-run';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';

/** A run's archive. What was folded last is readable in it only when it was flushed, which costs a sync of the disk. */
export type RunArchive = {
  readonly dir: string;
  /** Lines that were folded, also those that are not flushed yet. */
  readonly folded: number;
  readonly flush: () => Promise<void>;
};

async function findLive(actor: Actor, runId: string): Promise<LiveRun | null> {
  const { runs } = await instance();
  const open = runs.find(runId);
  if (open) return open;
  const { endedAt } = await readRun(actor, runId);
  return endedAt === null ? runs.get(runId) : null;
}

/** Null where nothing was sent yet. */
export async function runArchive(actor: Actor, runId: string): Promise<RunArchive | null> {
  const { env } = await instance();
  const live = await findLive(actor, runId);
  const { archive: dir } = runFolder(env.dataDir, runId);
  if (!hasArchive(dir)) await live?.flush();
  if (!hasArchive(dir)) return null;
  return { dir, folded: live?.progress().lines ?? 0, flush: async () => live?.flush() };
}

/** The folder of a run's archive, with every line that was folded so far in it; null where nothing was sent yet. */
export async function flushedArchive(actor: Actor, runId: string): Promise<string | null> {
  const archive = await runArchive(actor, runId);
  await archive?.flush();
  return archive?.dir ?? null;
}
