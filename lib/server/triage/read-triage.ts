import type { Run } from '@/lib/generated/prisma/client';
import type { Actor } from '@/lib/server/actor';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound } from '@/lib/server/errors';
import { atOneMoment } from '@/lib/server/plan/change-plan';
import { baselineOf, keysOf } from '@/lib/server/triage/baseline';
import { standingMarks } from '@/lib/server/triage/mark-rows';
import { findingsOf } from '@/lib/server/triage/run-reading';
import { countTriage, triage } from '@/lib/triage/triage';
import type { TriageView } from '@/lib/triage/triage-view';

/** The run's row, or the refusal that there is none. */
export async function runOf(tx: Tx, runId: string): Promise<Run> {
  const run = await tx.run.findUnique({ where: { id: runId } });
  if (!run) throw notFound(`run ${runId}`);
  return run;
}

/** A run's triage within a transaction: marks that count for it, the keys of its baseline, and the counts once it has ended. */
export async function fetchTriage(tx: Tx, run: Run, named: string | null = null): Promise<TriageView> {
  const marks = await standingMarks(tx, run.planId);
  const baseline = await baselineOf(tx, run, named);
  const keys = await keysOf(tx, baseline);
  const rows = run.endedAt === null ? null : triage(await findingsOf(tx, run), marks, keys);
  return {
    runId: run.id,
    planId: run.planId,
    marks,
    baseline: baseline ? { runId: baseline.id, title: baseline.title } : null,
    baselineKeys: keys ? [...keys] : null,
    counts: rows ? countTriage(rows) : null,
  };
}

/** What people said of a run's findings; `baseline` names the run to compare with. */
export const readTriage = (
  _actor: Actor,
  runId: string,
  { baseline = null }: { baseline?: string | null } = {},
): Promise<TriageView> => atOneMoment(async (tx) => fetchTriage(tx, await runOf(tx, runId), baseline));
