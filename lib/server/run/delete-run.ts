import { rm } from 'node:fs/promises';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { runFolder } from '@/lib/server/run/run-folder';

/** Removes a run and its files; one that still streams must be ended first. */
export async function deleteRun(actor: Actor, runId: string): Promise<void> {
  const { database, env, runs, upkeep } = await instance();
  await database.prisma.$transaction(async (tx) => {
    const row = await tx.run.findUnique({ where: { id: runId } });
    if (!row) throw notFound(`run ${runId}`);
    if (row.endedAt === null && (runs.find(runId)?.facts().state ?? row.state) === 'streaming')
      throw new ServerError('conflict', `"${row.title}" still streams.`, {
        hint: 'End it first, then delete it.',
      });
    await tx.run.delete({ where: { id: runId } });
    const before = { title: row.title, kind: row.kind, state: row.state };
    await recordAudit(tx, { actor: actor.name, verb: 'delete-run', subject: `run:${runId}`, before });
  });
  await runs.drop(runId);
  await upkeep.drop(runId);
  await rm(runFolder(env.dataDir, runId).dir, { recursive: true, force: true, maxRetries: 3 });
}
