import type { RunRow } from '@/lib/live/run-row';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { plannedUpgrades, runRow, withPlan } from '@/lib/server/run/run-rows';

/** All runs, newest first. */
export async function listRuns(_actor: Actor): Promise<RunRow[]> {
  const { database, runs } = await instance();
  const rows = await database.prisma.run.findMany({
    include: withPlan,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const planned = await plannedUpgrades(database.prisma, rows);
  return rows.map((row) => runRow(row, planned, runs.find(row.id)));
}
