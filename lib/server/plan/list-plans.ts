import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { planView, withRevision } from '@/lib/server/plan/plan-rows';

/** All plans, last changed first. */
export async function listPlans(_actor: Actor): Promise<PlanView[]> {
  const { prisma } = (await instance()).database;
  const rows = await prisma.plan.findMany({
    include: withRevision,
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
  });
  return rows.map(planView);
}
