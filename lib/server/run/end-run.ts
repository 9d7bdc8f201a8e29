import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';

/** Says that a run's stream ends where it is. An operator's word is recorded, a source's is its own business. */
export async function endRun(by: Actor | 'source', runId: string, reason: string | null): Promise<void> {
  const { database, runs } = await instance();
  const live = await runs.get(runId);
  if (!live) throw new ServerError('run-ended', 'This run has ended already.');
  if (by !== 'source') {
    const audit = { actor: by.name, verb: 'end-run', subject: `run:${runId}`, why: reason };
    await database.prisma.$transaction((tx) => recordAudit(tx, audit));
  }
  await live.end({ reason });
}
