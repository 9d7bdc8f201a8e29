import type { TriageMark } from '@/lib/generated/prisma/client';
import type { Tx } from '@/lib/server/db/open-database';
import { MARK_KINDS, type Mark } from '@/lib/triage/mark';

/** A mark as the rules see it. An unknown kind is the one that hides nothing. */
export const markOf = (row: TriageMark): Mark => ({
  id: row.id,
  findingKey: row.findingKey,
  kind: MARK_KINDS.find((known) => known === row.kind) ?? 'assigned',
  scope: { rule: row.rule, vat: row.vat, pattern: row.pattern, planId: row.planId },
  reason: row.reason,
  assignee: row.assignee,
  actor: row.actor,
  createdAt: row.createdAt.getTime(),
  withdrawnAt: row.withdrawnAt?.getTime() ?? null,
});

/** The marks that stand for runs of a plan (null: of none), oldest first. */
export async function standingMarks(tx: Tx, planId: string | null): Promise<Mark[]> {
  const of = planId === null ? [{ planId: null }] : [{ planId }, { planId: null }];
  const rows = await tx.triageMark.findMany({
    where: { withdrawnAt: null, OR: of },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(markOf);
}
