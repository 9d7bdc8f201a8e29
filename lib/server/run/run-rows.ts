import type { Prisma } from '@/lib/generated/prisma/client';
import type { RunFacts } from '@/lib/live/frame';
import { RUN_KINDS, type RunKind, type RunRow } from '@/lib/live/run-row';
import type { Tx } from '@/lib/server/db/open-database';
import type { LiveRun } from '@/lib/server/live/live-run';
import { storedPlan } from '@/lib/server/plan/revision-sums';

const STATES: readonly RunFacts['state'][] = ['waiting', 'streaming', 'complete', 'incomplete', 'failed'];

const storedState = (state: string): RunFacts['state'] => STATES.find((known) => known === state) ?? 'failed';
const storedKind = (kind: string): RunKind => RUN_KINDS.find((known) => known === kind) ?? 'clone';
const time = (date: Date | null): number | null => date?.getTime() ?? null;

/** A run with its plan's title, as rows. */
export const withPlan = {
  plan: { select: { title: true } },
} as const satisfies Prisma.RunInclude;

type Row = Prisma.RunGetPayload<{ include: typeof withPlan }>;

/** How many upgrades each digest plans, by digest: a list of a hundred runs of one plan reads that plan once. */
export type PlannedUpgrades = ReadonlyMap<string, number>;

export async function plannedUpgrades(tx: Tx, rows: readonly Row[]): Promise<PlannedUpgrades> {
  const digests = [...new Set(rows.flatMap(({ planDigest }) => planDigest ?? []))];
  if (digests.length === 0) return new Map();
  const where = { digest: { in: digests } };
  const revisions = await tx.planRevision.findMany({ where, distinct: ['digest'] });
  return new Map(
    revisions.map(({ digest, content, planId }) => [
      digest,
      storedPlan(content, planId).steps.flatMap(({ proposals }) =>
        proposals.flatMap(({ upgrades }) => upgrades),
      ).length,
    ]),
  );
}

function planFacts({ plan, planDigest, planApproved, scenario }: Row, planned: PlannedUpgrades) {
  if (!plan || planDigest === null) return { planApproved: null, upgradesPlanned: null };
  return {
    planApproved,
    upgradesPlanned: scenario === null ? null : (planned.get(planDigest) ?? null),
  };
}

/** A run as lists and pages show it: what the database knows, and what is newer of a run that is live. */
export function runRow(row: Row, planned: PlannedUpgrades, live: LiveRun | null): RunRow {
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
    ...planFacts(row, planned),
    ...stored,
    ...newer,
  };
}
