import type { Judge } from '@/lib/report/input';
import { instance } from '@/lib/server/instance';
import { standingMarks } from '@/lib/server/triage/mark-rows';
import { triage } from '@/lib/triage/triage';

/** What people said of findings of this plan's runs, as reports ask for it. */
export async function judgeOf(planId: string | null): Promise<Judge> {
  const { prisma } = (await instance()).database;
  const marks = await standingMarks(prisma, planId);
  return (finding) => {
    const [row] = triage([finding], marks, null);
    if (!row?.mark || row.state === 'open') return { judged: 'open', reason: null, by: null };
    return { judged: row.state, reason: row.mark.reason, by: row.mark.actor };
  };
}
