import { isStale } from '@/lib/approval/staleness';
import type { Prisma } from '@/lib/generated/prisma/client';
import type { Plan } from '@/lib/plan/plan';
import type { ApprovalView, PlanView, RevisionHead } from '@/lib/plan/plan-view';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound } from '@/lib/server/errors';
import { inventoryFacts } from '@/lib/server/inventory/inventory-facts';
import { judgePlan, type PlanRow, revisionsToRead, withDecisions } from '@/lib/server/plan/judged-plan';
import { revisionSums, storedPlan, sumOf } from '@/lib/server/plan/revision-sums';
import { planTriage, rehearsedOf } from '@/lib/server/triage/plan-triage';

/** How many revisions a plan's view carries; the others are asked for. */
const NEWEST = 50;

const approvalView = (row: PlanRow['approvals'][number], digest: string): ApprovalView => ({
  id: row.id,
  digest: row.digest,
  revisionNo: row.revisionNo,
  actor: row.actor,
  decision: row.decision === 'approve' ? 'approve' : 'decline',
  reason: row.reason,
  createdAt: row.createdAt.getTime(),
  withdrawnAt: row.withdrawnAt?.getTime() ?? null,
  stale: isStale(row, digest),
});

/** A revision's row as lists show it. */
export function revisionHead(row: PlanRow['revisions'][number]): RevisionHead {
  const { planId: _, createdAt, ...rest } = row;
  return { ...rest, createdAt: createdAt.getTime() };
}

async function commentCounts(tx: Tx, planId: string): Promise<Record<string, number>> {
  const counts = await tx.comment.groupBy({ by: ['stepId'], where: { planId }, _count: { id: true } });
  return Object.fromEntries(counts.map(({ stepId, _count: count }) => [stepId, count.id]));
}

/** The plan as it is now, within a transaction. */
export async function fetchPlan(tx: Tx, planId: string): Promise<PlanView> {
  const row = await tx.plan.findUnique({ where: { id: planId }, include: withDecisions });
  if (!row) throw notFound(`plan ${planId}`);
  const no = row.revisionNo;
  const current = await tx.planRevision.findUniqueOrThrow({ where: { planId_no: { planId, no } } });
  const plan = storedPlan(current.content, planId);
  const { inventory } = row;
  const sum = sumOf(plan, inventory ? await inventoryFacts(tx, inventory.id) : {});
  const older = revisionsToRead(row).filter((revision) => revision.no !== no);
  const sums = await revisionSums(tx, older);
  const known = (name: { planId: string; no: number }) => (name.no === no ? sum : sums(name));
  const rehearsed = await rehearsedOf(tx, { planId, ...sum });
  const { head, waivers, lastApproved } = judgePlan(row, known, { now: Date.now(), rehearsed });
  return {
    ...head,
    plan,
    approvals: row.approvals.map((approval) => approvalView(approval, head.digest)),
    violations: [...sum.violations],
    waivers,
    revisions: row.revisions.slice(-NEWEST).toReversed().map(revisionHead),
    commentCounts: await commentCounts(tx, planId),
    triage: await planTriage(tx, planId),
    lastApproved,
    inventory,
  };
}

/** The plan as it is now, and nobody else changes it or decides on it until this transaction ends. */
export async function lockPlan(tx: Tx, planId: string): Promise<PlanView> {
  await tx.$queryRaw`SELECT "id" FROM "Plan" WHERE "id" = ${planId} FOR UPDATE`;
  return fetchPlan(tx, planId);
}

/** A plan as a JSON column takes it. */
export const asJson = (plan: Plan): Prisma.InputJsonObject => JSON.parse(JSON.stringify(plan));
