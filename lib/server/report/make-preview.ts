import { counted } from '@/lib/base/words';
import type { PlanView } from '@/lib/plan/plan-view';
import { coverage } from '@/lib/reconcile/coverage';
import { blockPace } from '@/lib/report/height-estimate';
import type { ReportInput, RunInput } from '@/lib/report/input';
import { makeReport } from '@/lib/report/make-report';
import { reportHash } from '@/lib/report/report-file';
import type { ReportDraft, ReportPreview } from '@/lib/report/report-view';
import { sanitise } from '@/lib/report/sanitise';
import type { Actor } from '@/lib/server/actor';
import { sha256 } from '@/lib/server/digest';
import { readPlan } from '@/lib/server/plan/read-plan';
import { judgeOf } from '@/lib/server/report/judge-of';
import { runInput } from '@/lib/server/report/run-input';

/** What a version says of itself, beside the draft. */
export type VersionFacts = Pick<ReportInput, 'version' | 'correction' | 'corrects' | 'madeAt'>;

const approvalsOf = ({ approvals, digest }: PlanView): ReportInput['approvals'] =>
  approvals
    .filter((approval) => approval.digest === digest && approval.withdrawnAt === null)
    .map(({ actor, decision, reason, createdAt }) => ({ name: actor, decision, reason, at: createdAt }));

/** The pace that the author gave, or that of the run with the most blocks; null where neither tells one. */
function nowOf({ now }: ReportDraft, runs: readonly RunInput[]): ReportInput['now'] {
  if (now === null) return null;
  const { height, at, seconds } = now;
  if (seconds !== null)
    return { height, at, pace: { median: seconds, least: seconds, most: seconds, count: 1 } };
  const [longest] = runs.toSorted((a, b) => b.analysis.blocks.length - a.analysis.blocks.length);
  const pace = longest ? blockPace(longest.analysis.blocks) : null;
  return pace && { height, at, pace };
}

/** What none of the rehearsals exercised; what one of them did is rehearsed. */
function gapsOf({ plan }: PlanView, runs: readonly RunInput[]): string[] {
  const [first, ...others] = runs.map(({ analysis }) => coverage(plan, analysis).gaps);
  const missing = (first ?? []).filter(({ kind, stepId, message }) =>
    others.every((gaps) =>
      gaps.some((gap) => gap.kind === kind && gap.stepId === stepId && gap.message === message),
    ),
  );
  return missing.map(({ message }) => message);
}

/** With the plan as it stood. */
export type Made = ReportPreview & { readonly plan: PlanView };

/** Why a draft is not fit to be published; null when it is. */
function obstacleOf(plan: PlanView, runs: readonly RunInput[]): string | null {
  const open = runs.filter(({ analysis }) => analysis.summary.open);
  if (open.length > 0)
    return `${counted(open.length, 'run')} of the report ${open.length === 1 ? 'is' : 'are'} not over: their numbers may still change.`;
  return plan.state === 'withdrawn' ? `"${plan.title}" was withdrawn.` : null;
}

/** The report of a draft as it would be published with these facts: sanitised, with its hash. Not inside a transaction: it reads files, and asks the database by itself. */
export async function makePreview(actor: Actor, draft: ReportDraft, facts: VersionFacts): Promise<Made> {
  const plan = await readPlan(actor, draft.planId);
  const runs = await Promise.all(draft.runIds.map((runId) => runInput(actor, runId)));
  const reference = draft.referenceRunId === null ? null : await runInput(actor, draft.referenceRunId);
  const report = makeReport({
    ...facts,
    title: draft.title,
    plan: plan.plan,
    planDigest: plan.digest,
    details: draft.details,
    rehearsals: runs,
    now: nowOf(draft, runs),
    reference,
    judge: await judgeOf(draft.planId),
    approvals: approvalsOf(plan),
    verdict: plan.verdict.sentence,
    gaps: gapsOf(plan, runs),
  });
  const sanitised = sanitise(report, new Set(draft.allowed));
  const hash = reportHash(sanitised.report, sha256);
  return { ...sanitised, hash, obstacle: obstacleOf(plan, runs), plan };
}
