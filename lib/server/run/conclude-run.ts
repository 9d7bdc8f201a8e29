import type { RunFacts } from '@/lib/live/frame';
import type { Database } from '@/lib/server/db/open-database';
import type { Conclusion } from '@/lib/server/fold-worker/messages';

export type FinalFacts = Pick<RunFacts, 'state' | 'reason' | 'receivedBytes' | 'expectedBytes'> & {
  readonly endedAt: number;
  readonly lastByteAt: number | null;
};

/** Writes what a run's fold concluded: counters, a row per upgrade and per finding, all or nothing. Doing it twice does no harm. */
export async function concludeRun(
  { prisma }: Database,
  runId: string,
  facts: FinalFacts,
  { progress, sha256, upgrades, findings }: Conclusion,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO "RunUpgrade" ("runId", "index", "vatId", "name", "outcome", "runIndex", "blockHeight", "content")
      SELECT ${runId}, (n - 1)::int, item->>'vatID', item->>'name', item->>'outcome',
        (item->>'runIndex')::int, (item->>'blockHeight')::bigint, item
      FROM jsonb_array_elements(${upgrades}::jsonb) WITH ORDINALITY AS rows(item, n)
      ON CONFLICT DO NOTHING`;
    await tx.$executeRaw`
      INSERT INTO "RunFinding" ("runId", "index", "rule", "severity", "vatId", "line", "content")
      SELECT ${runId}, (n - 1)::int, item->>'rule', item->>'severity', item->>'vatID', (item->>'line')::bigint, item
      FROM jsonb_array_elements(${findings}::jsonb) WITH ORDINALITY AS rows(item, n)
      ON CONFLICT DO NOTHING`;
    await tx.run.updateMany({
      where: { id: runId },
      data: {
        state: facts.state,
        reason: facts.reason,
        receivedBytes: BigInt(facts.receivedBytes),
        foldedBytes: BigInt(progress.foldedBytes),
        expectedBytes: facts.expectedBytes === null ? null : BigInt(facts.expectedBytes),
        lines: BigInt(progress.lines),
        upgradesDone: progress.upgradesDone,
        blockers: progress.blockers,
        warnings: progress.warnings,
        sha256,
        lastByteAt: facts.lastByteAt === null ? null : new Date(facts.lastByteAt),
        endedAt: new Date(facts.endedAt),
      },
    });
  });
}
