import { isApproved } from '@/lib/approval/policy';
import { isStale } from '@/lib/approval/staleness';
import type { Prisma } from '@/lib/generated/prisma/client';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import type { ApprovalView, PlanState, PlanView } from '@/lib/plan/plan-view';
import type { Tx } from '@/lib/server/db/open-database';
import { planDigest } from '@/lib/server/digest';
import { notFound } from '@/lib/server/errors';

type ApprovalRow = Prisma.ApprovalGetPayload<object>;

const STATES: readonly PlanState[] = ['draft', 'in-review', 'superseded', 'withdrawn'];

/** A plan as the database keeps it, checked again: a row that somebody edited by hand must not be executed. */
export function storedPlan(content: unknown, planId: string): Plan {
  const parsed = parsePlan(content);
  if (!parsed.ok) throw new Error(`The stored plan ${planId} is damaged: ${parsed.error}`);
  return parsed.value;
}

const storedState = (state: string): PlanState => STATES.find((known) => known === state) ?? 'withdrawn';

const approvalView = (row: ApprovalRow, digest: string): ApprovalView => ({
  id: row.id,
  digest: row.digest,
  actor: row.actor,
  decision: row.decision === 'approve' ? 'approve' : 'decline',
  reason: row.reason,
  createdAt: row.createdAt.getTime(),
  withdrawnAt: row.withdrawnAt?.getTime() ?? null,
  stale: isStale(row, digest),
});

/** A plan with its current revision and every decision ever made on it, as rows. */
export const withRevision = {
  approvals: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  revisions: { orderBy: { no: 'desc' }, take: 1 },
} as const satisfies Prisma.PlanInclude;

type PlanRow = Prisma.PlanGetPayload<{ include: typeof withRevision }>;

/** The view of a plan's rows; the digest is computed anew, never believed. */
export function planView(row: PlanRow): PlanView {
  const [revision] = row.revisions;
  if (!revision) throw new Error(`The plan ${row.id} has no revision.`);
  const plan = storedPlan(revision.content, row.id);
  const digest = planDigest(plan);
  const approvals = row.approvals.map((approval) => approvalView(approval, digest));
  return {
    id: row.id,
    title: row.title,
    state: storedState(row.state),
    revisionNo: row.revisionNo,
    digest,
    author: revision.author,
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
    plan,
    approvals,
    approved: isApproved(approvals, digest),
  };
}

/** The plan as it is now, within a transaction or outside of one. */
export async function fetchPlan(tx: Tx, planId: string): Promise<PlanView> {
  const row = await tx.plan.findUnique({ where: { id: planId }, include: withRevision });
  if (!row) throw notFound(`plan ${planId}`);
  return planView(row);
}

/** The plan as it is now, and nobody else changes it or decides on it until this transaction ends. */
export async function lockPlan(tx: Tx, planId: string): Promise<PlanView> {
  await tx.$queryRaw`SELECT "id" FROM "Plan" WHERE "id" = ${planId} FOR UPDATE`;
  return fetchPlan(tx, planId);
}

/** A plan as a JSON column takes it. */
export const asJson = (plan: Plan): Prisma.InputJsonObject => JSON.parse(JSON.stringify(plan));
