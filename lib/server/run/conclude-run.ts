import type { RunFacts } from '@/lib/live/frame';
import type { Database, Tx } from '@/lib/server/db/open-database';
import type { Conclusion } from '@/lib/server/fold-worker/messages';
import { type Ending, readEnding } from '@/lib/server/run/ending';
import { runFolder } from '@/lib/server/run/run-folder';

export type FinalFacts = Pick<RunFacts, 'state' | 'reason' | 'receivedBytes' | 'expectedBytes'> & {
  readonly endedAt: number;
  readonly lastByteAt: number | null;
};

/** What a run is in the end: what was said about it, or else what its log tells. */
export function finalState(
  { verdict }: Pick<Ending, 'verdict'>,
  { open }: Pick<Conclusion, 'open'>,
  receivedBytes: number,
): RunFacts['state'] {
  return verdict ?? (open || receivedBytes === 0 ? 'incomplete' : 'complete');
}

/** Puts a row per upgrade and per finding in the place of those that are there. */
async function writeRows(tx: Tx, runId: string, { upgrades, findings }: Conclusion): Promise<void> {
  await tx.runUpgrade.deleteMany({ where: { runId } });
  await tx.runFinding.deleteMany({ where: { runId } });
  await tx.$executeRaw`
    INSERT INTO "RunUpgrade" ("runId", "index", "vatId", "name", "outcome", "runIndex", "blockHeight", "content")
    SELECT ${runId}, (n - 1)::int, item->>'vatID', item->>'name', item->>'outcome',
      (item->>'runIndex')::int, (item->>'blockHeight')::bigint, item
    FROM jsonb_array_elements(${upgrades}::jsonb) WITH ORDINALITY AS rows(item, n)`;
  await tx.$executeRaw`
    INSERT INTO "RunFinding" ("runId", "index", "rule", "severity", "vatId", "line", "content")
    SELECT ${runId}, (n - 1)::int, item->>'rule', item->>'severity', item->>'vatID', (item->>'line')::bigint, item
    FROM jsonb_array_elements(${findings}::jsonb) WITH ORDINALITY AS rows(item, n)`;
}

const counters = ({ progress, sha256 }: Conclusion) => ({
  lines: BigInt(progress.lines),
  upgradesDone: progress.upgradesDone,
  blockers: progress.blockers,
  warnings: progress.warnings,
  sha256,
});

/** Writes what a run's fold concluded, and that the run has ended, all or nothing. Doing it twice does no harm. */
export async function concludeRun(
  { prisma }: Database,
  runId: string,
  facts: FinalFacts,
  conclusion: Conclusion,
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    // A run that was deleted meanwhile takes no rows.
    const { count } = await tx.run.updateMany({
      where: { id: runId },
      data: {
        ...counters(conclusion),
        state: facts.state,
        reason: facts.reason,
        receivedBytes: BigInt(facts.receivedBytes),
        foldedBytes: BigInt(conclusion.progress.foldedBytes),
        expectedBytes: facts.expectedBytes === null ? null : BigInt(facts.expectedBytes),
        lastByteAt: facts.lastByteAt === null ? null : new Date(facts.lastByteAt),
        endedAt: new Date(facts.endedAt),
      },
    });
    if (count > 0) await writeRows(tx, runId, conclusion);
  });
}

/** Writes what another fold concluded of a run that has ended. */
export async function rewriteConclusion(
  { database, dataDir }: { readonly database: Database; readonly dataDir: string },
  runId: string,
  conclusion: Conclusion,
): Promise<void> {
  const ending = readEnding(runFolder(dataDir, runId).ending);
  await database.prisma.$transaction(async (tx) => {
    const row = await tx.run.findUnique({ where: { id: runId } });
    if (!row) return;
    const state = finalState(ending, conclusion, Number(row.receivedBytes));
    await tx.run.update({ where: { id: runId }, data: { ...counters(conclusion), state } });
    await writeRows(tx, runId, conclusion);
  });
}
