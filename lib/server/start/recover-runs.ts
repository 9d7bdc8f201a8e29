import { statSync } from 'node:fs';
import type { Instance } from '@/lib/server/instance';
import { runFolder } from '@/lib/server/run/run-folder';

function hasBytes(file: string): boolean {
  try {
    return statSync(/*turbopackIgnore: true*/ file).size > 0;
  } catch {
    return false;
  }
}

/** Takes up every run that had begun when the last server ended: its fold goes on, its sender may come back. */
export async function recoverRuns({ database, env, runs, rehearsals }: Instance): Promise<void> {
  const where = { endedAt: null };
  const open = await database.prisma.run.findMany({ where, select: { id: true, kind: true } });
  for (const { id, kind } of open) {
    const begun = hasBytes(runFolder(env.dataDir, id).slogIn);
    if (kind === 'rehearsal') await rehearsals.adopt(id).catch(console.error);
    else if (begun) await runs.get(id).catch(console.error);
  }
}
