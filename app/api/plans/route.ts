import { createPlan } from '@/lib/server/plan/create-plan';
import { listPlans } from '@/lib/server/plan/list-plans';
import { newPlanBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const GET = route('read', async (_request, _params, actor) => json(await listPlans(actor)));

export const POST = route('make-plan', async (request, _params, actor) => {
  return json(await createPlan(actor, await readBody(request, newPlanBody)), 201);
});
