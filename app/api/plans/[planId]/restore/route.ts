import { requestActor } from '@/lib/server/actor';
import { restoreBody } from '@/lib/server/plan/plan-body';
import { restorePlan } from '@/lib/server/plan/restore-plan';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  return json(await restorePlan(actor, param(params, 'planId'), await readBody(request, restoreBody)));
});
