import type { Judge } from '@/lib/report/input';
import { instance } from '@/lib/server/instance';
import { judgeBy } from '@/lib/server/report/judge-by';
import { standingMarks } from '@/lib/server/triage/mark-rows';

/** What people said of findings of this plan's runs. */
export async function judgeOf(planId: string | null): Promise<Judge> {
  const { prisma } = (await instance()).database;
  return judgeBy(await standingMarks(prisma, planId));
}
