import type { Rehearsed } from '@/lib/approval/judge';
import type { Run } from '@/lib/generated/prisma/client';
import type { PlanHead, PlanTriage } from '@/lib/plan/plan-view';
import { closableGaps } from '@/lib/reconcile/coverage';
import type { Tx } from '@/lib/server/db/open-database';
import { baselineOf, keysOf } from '@/lib/server/triage/baseline';
import { standingMarks } from '@/lib/server/triage/mark-rows';
import { findingsOf, readingOf } from '@/lib/server/triage/run-reading';
import type { Mark } from '@/lib/triage/mark';
import { countTriage, triage } from '@/lib/triage/triage';

/** So many runs of a digest are looked at for one that covers it. */
const LOOKED_AT = 10;

/** What the newest run of a plan that has ended found, and what of it is open; null where none has. */
export async function planTriage(tx: Tx, planId: string): Promise<PlanTriage | null> {
  const run = await tx.run.findFirst({
    where: { planId, endedAt: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  if (!run) return null;
  const known = await keysOf(tx, await baselineOf(tx, run));
  const rows = triage(await findingsOf(tx, run), await standingMarks(tx, planId), known);
  const { openBlockers, openWarnings, newBlockers } = countTriage(rows);
  // Without a run to compare with, nothing that is open was known.
  return { runId: run.id, openBlockers, openWarnings, newBlockers: known ? newBlockers : openBlockers };
}

async function rehearsedBy(tx: Tx, run: Run, marks: readonly Mark[]): Promise<Rehearsed | null> {
  const reading = await readingOf(tx, run);
  if (!reading) return null;
  const { openBlockers } = countTriage(triage(await findingsOf(tx, run), marks, null));
  const cut = run.state === 'complete' ? [] : ['Its log ends before what it began.'];
  return { gaps: [...cut, ...closableGaps(reading.coverage).map(({ message }) => message)], openBlockers };
}

const misses = ({ gaps, openBlockers }: Rehearsed): number => gaps.length + openBlockers;

/** Of the newest ended runs of exactly this digest the one that misses least; null where there is none, or nobody asks. */
export async function rehearsedOf(
  tx: Tx,
  { planId, digest, policy }: Pick<PlanHead, 'digest' | 'policy'> & { planId: string },
): Promise<Rehearsed | null> {
  if (!policy.needsCoverage) return null;
  const runs = await tx.run.findMany({
    where: { planId, planDigest: digest, endedAt: { not: null }, state: { not: 'failed' } },
    orderBy: { createdAt: 'desc' },
    take: LOOKED_AT,
  });
  const marks = await standingMarks(tx, planId);
  let best: Rehearsed | null = null;
  for (const run of runs) {
    const found = await rehearsedBy(tx, run, marks);
    if (found && (!best || misses(found) < misses(best))) best = found;
    if (best && misses(best) === 0) return best;
  }
  return best;
}
