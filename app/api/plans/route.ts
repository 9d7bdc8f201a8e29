import { requestActor } from '@/lib/server/actor';
import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { newPlanBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const GET = route(async (request) => json(await listPlans(await requestActor(request.headers))));

export const POST = route(async (request) => {
  const actor = await requestActor(request.headers);
  return json(await createPlan(actor, await readBody(request, newPlanBody)), 201);
});
