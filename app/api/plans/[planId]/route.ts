import { planEditBody } from '@/lib/server/plan/plan-body';
import { readPlan } from '@/lib/server/plan/read-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await readPlan(actor, param(params, 'planId'))),
);

export const PUT = route('edit-plan', async (request, params, actor) => {
  return json(await savePlan(actor, param(params, 'planId'), await readBody(request, planEditBody)));
});
