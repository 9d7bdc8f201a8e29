import type { RunRow } from '@/lib/live/run-row';
import type { Plan } from '@/lib/plan/plan';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { storedPlan } from '@/lib/server/plan/revision-sums';

/** The plan exactly as the run executed it, whatever became of it since; null for a run without one. */
export async function readRunPlan(
  _actor: Actor,
  { planId, planDigest }: Pick<RunRow, 'planId' | 'planDigest'>,
): Promise<Plan | null> {
  if (planId === null || planDigest === null) return null;
  const revision = await (await instance()).database.prisma.planRevision.findFirst({
    where: { planId, digest: planDigest },
    orderBy: { no: 'desc' },
  });
  return revision ? storedPlan(revision.content, planId) : null;
}
