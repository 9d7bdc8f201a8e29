import { isApprovedAt } from '@/lib/approval/policy';
import type { Prisma } from '@/lib/generated/prisma/client';
import type { RunFacts } from '@/lib/live/frame';
import { RUN_KINDS, type RunKind, type RunRow } from '@/lib/live/run-row';
import type { LiveRun } from '@/lib/server/live/live-run';
import { storedPlan } from '@/lib/server/plan/plan-rows';

const STATES: readonly RunFacts['state'][] = ['waiting', 'streaming', 'complete', 'incomplete', 'failed'];

const storedState = (state: string): RunFacts['state'] => STATES.find((known) => known === state) ?? 'failed';
const storedKind = (kind: string): RunKind => RUN_KINDS.find((known) => known === kind) ?? 'clone';
const time = (date: Date | null): number | null => date?.getTime() ?? null;

/** A run with its plan's decisions and revisions, as rows. */
export const withPlan = {
  plan: { include: { approvals: true, revisions: true } },
} as const satisfies Prisma.RunInclude;

type Row = Prisma.RunGetPayload<{ include: typeof withPlan }>;

function planFacts({ plan, planDigest, createdAt }: Row) {
  if (!plan || planDigest === null) return { planApproved: null, upgradesPlanned: null };
  const decisions = plan.approvals.map((row) => ({
    digest: row.digest,
    actor: row.actor,
    decision: row.decision === 'approve' ? ('approve' as const) : ('decline' as const),
    createdAt: row.createdAt.getTime(),
    withdrawnAt: time(row.withdrawnAt),
  }));
  const revision = plan.revisions.find(({ digest }) => digest === planDigest);
  const steps = revision ? storedPlan(revision.content, plan.id).steps : [];
  return {
    planApproved: isApprovedAt(decisions, planDigest, createdAt.getTime()),
    upgradesPlanned: revision
      ? steps.flatMap(({ proposals }) => proposals.flatMap(({ upgrades }) => upgrades)).length
      : null,
  };
}

/** A run as lists and pages show it: what the database knows, and what is newer of a run that is live. */
export function runRow(row: Row, live: LiveRun | null): RunRow {
  const stored = {
    state: storedState(row.state),
    reason: row.reason,
    receivedBytes: Number(row.receivedBytes),
    foldedBytes: Number(row.foldedBytes),
    expectedBytes: row.expectedBytes === null ? null : Number(row.expectedBytes),
    lines: Number(row.lines),
    upgradesDone: row.upgradesDone,
    blockers: row.blockers,
    warnings: row.warnings,
    lastByteAt: time(row.lastByteAt),
    endedAt: time(row.endedAt),
  };
  const { watchers: _, ...newer } =
    live && row.endedAt === null ? { ...live.progress(), ...live.facts() } : { watchers: 0 };
  return {
    id: row.id,
    title: row.title,
    kind: storedKind(row.kind),
    planId: row.planId,
    planTitle: row.plan?.title ?? null,
    planDigest: row.planDigest,
    scenario: row.scenario,
    createdAt: row.createdAt.getTime(),
    startedAt: time(row.startedAt),
    ...planFacts(row),
    ...stored,
    ...newer,
  };
}
