import { requestActor } from '@/lib/server/actor';
import { planEditBody } from '@/lib/server/plan/plan-body';
import { readPlan } from '@/lib/server/plan/read-plan';
import { savePlan } from '@/lib/server/plan/save-plan';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route(async (request, params) =>
  json(await readPlan(await requestActor(request.headers), param(params, 'planId'))),
);

export const PUT = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  return json(await savePlan(actor, param(params, 'planId'), await readBody(request, planEditBody)));
});
