import { closePlan } from '@/lib/server/plan/close-plan';
import { closeBody, reopenBody } from '@/lib/server/plan/plan-body';
import { reopenPlan } from '@/lib/server/plan/reopen-plan';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('close-plan', async (request, params, actor) => {
  return json(await closePlan(actor, param(params, 'planId'), await readBody(request, closeBody)));
});

export const DELETE = route('close-plan', async (request, params, actor) => {
  return json(await reopenPlan(actor, param(params, 'planId'), await readBody(request, reopenBody)));
});
