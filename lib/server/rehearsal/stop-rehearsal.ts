import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';

/** Stops a rehearsal that runs; its run ends with what was sent. */
export async function stopRehearsal(actor: Actor, runId: string): Promise<void> {
  const { database, rehearsals } = await instance();
  const { title } = await readRun(actor, runId);
  if (rehearsals.runId !== runId) throw new ServerError('conflict', `The rehearsal "${title}" does not run.`);
  const audit = { actor: actor.name, verb: 'stop-rehearsal', subject: `run:${runId}` };
  await database.prisma.$transaction((tx) => recordAudit(tx, audit));
  await rehearsals.stop(runId, actor.name);
}
