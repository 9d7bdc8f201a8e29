import { type Coverage, coverage } from '@/lib/reconcile/coverage';
import { type Reconciliation, reconcile } from '@/lib/reconcile/reconcile';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { readAnalysis } from '@/lib/server/run/read-analysis';
import { readRun } from '@/lib/server/run/read-run';
import { readRunPlan } from '@/lib/server/run/read-run-plan';
import { readForesight } from '@/lib/server/triage/read-foresight';
import type { Analysis } from '@/lib/upgrade/analysis';

export type ReconciliationView = {
  readonly planId: string;
  readonly planDigest: string;
  readonly reconciliation: Reconciliation;
  readonly coverage: Coverage;
};

/** A document as the fold wrote it. */
const writtenDocument = (bytes: Uint8Array): Analysis => JSON.parse(Buffer.from(bytes).toString('utf8'));

/** What was planned against what happened, of a run that is live or has ended, with who was to be severed where the plan names an inventory; refused where the run has no plan. */
export async function readReconciliation(actor: Actor, runId: string): Promise<ReconciliationView> {
  const run = await readRun(actor, runId);
  const plan = await readRunPlan(actor, run);
  const { planId, planDigest } = run;
  if (!plan || planId === null || planDigest === null)
    throw new ServerError('not-found', `"${run.title}" has no plan to compare it with.`, {
      hint: 'Compare its log with a plan on the command line: vatdeck check SLOG --plan PLAN.',
    });
  const analysis = writtenDocument((await readAnalysis(actor, runId)).bytes);
  const foresight = await readForesight(actor, run, plan);
  return {
    planId,
    planDigest,
    reconciliation: reconcile(plan, analysis, foresight ?? undefined),
    coverage: coverage(plan, analysis, { inventory: foresight }),
  };
}
