import { instance } from '@/lib/server/instance';
import type { Promised, RunSeen, Settled } from '@/lib/server/report/followed-runs';
import { readRunOverview } from '@/lib/server/report/run-overview';
import { standingMarks } from '@/lib/server/triage/mark-rows';

/** A run that a version follows; `stamp` says what of it is shown. */
export type Followed = RunSeen & { readonly stamp: string };

/** What there is of a run that the version `hash` follows; null while it has received nothing, or was deleted. */
export async function lookAtRun(
  runId: string,
  { hash, planId }: { readonly hash: string; readonly planId: string | null },
): Promise<Followed | null> {
  const { database, runs, followedRuns } = await instance();
  const row = await database.prisma.run.findUnique({ where: { id: runId } });
  const folded = runs.find(runId)?.progress().foldedBytes ?? Number(row?.foldedBytes ?? 0);
  if (!row || folded === 0) return null;
  const marks = await standingMarks(database.prisma, planId);
  const live = row.endedAt === null;
  const run = {
    id: runId,
    title: row.title,
    kind: row.kind,
    startedAt: (row.startedAt ?? row.createdAt).getTime(),
    planDigest: row.planDigest,
    sha256: row.sha256,
  };
  const seen = [runId, folded, row.state, live, ...marks.map(({ id }) => id)].join(' ');
  const found: RunSeen = { run, live, marks, seen };
  return { ...found, stamp: followedRuns.shown(hash, found) };
}

/** The published version with what the run shows. */
export async function whatHappened(promised: Promised, followed: Followed): Promise<Settled> {
  const { followedRuns } = await instance();
  return followedRuns.settle(promised, followed, followed.stamp, () => readRunOverview(followed.run.id));
}
