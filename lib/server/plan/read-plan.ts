import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { fetchPlan } from '@/lib/server/plan/plan-rows';

export async function readPlan(_actor: Actor, planId: string): Promise<PlanView> {
  return fetchPlan((await instance()).database.prisma, planId);
}
