import type { RunRow } from '@/lib/live/run-row';
import type { Actor } from '@/lib/server/actor';
import { notFound } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { plannedUpgrades, runRow, withPlan } from '@/lib/server/run/run-rows';

export async function readRun(_actor: Actor, runId: string): Promise<RunRow> {
  const { database, runs } = await instance();
  const row = await database.prisma.run.findUnique({ where: { id: runId }, include: withPlan });
  if (!row) throw notFound(`run ${runId}`);
  return runRow(row, await plannedUpgrades(database.prisma, [row]), runs.find(runId));
}
