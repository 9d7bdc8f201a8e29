import type { Run } from '@/lib/generated/prisma/client';
import type { Tx } from '@/lib/server/db/open-database';
import { notFound, ServerError } from '@/lib/server/errors';
import { findingsOf } from '@/lib/server/triage/run-reading';
import { findingKey } from '@/lib/triage/finding-key';

/** The run that another is compared with: the one named, or the one of the same plan that was made before it and has ended. */
export async function baselineOf(tx: Tx, run: Run, named: string | null = null): Promise<Run | null> {
  if (named !== null) {
    const row = await tx.run.findUnique({ where: { id: named } });
    if (!row) throw notFound(`run ${named} to compare with`);
    if (row.endedAt === null)
      throw new ServerError('conflict', `"${row.title}" has not ended: what it found may still grow.`);
    return row;
  }
  if (run.planId === null) return null;
  return tx.run.findFirst({
    where: {
      planId: run.planId,
      id: { not: run.id },
      createdAt: { lt: run.createdAt },
      endedAt: { not: null },
    },
    orderBy: { createdAt: 'desc' },
  });
}

/** The keys of everything that a baseline found; null where there is none. */
export const keysOf = async (tx: Tx, baseline: Run | null): Promise<Set<string> | null> =>
  baseline ? new Set((await findingsOf(tx, baseline)).map(findingKey)) : null;
