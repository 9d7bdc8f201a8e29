import { restoreBody } from '@/lib/server/plan/plan-body';
import { restorePlan } from '@/lib/server/plan/restore-plan';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('restore-plan', async (request, params, actor) => {
  return json(await restorePlan(actor, param(params, 'planId'), await readBody(request, restoreBody)));
});
