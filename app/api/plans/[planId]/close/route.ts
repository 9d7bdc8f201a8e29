import { closePlan } from '@/lib/server/plan/close-plan';
import { closeBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('close-plan', async (request, params, actor) => {
  return json(await closePlan(actor, param(params, 'planId'), await readBody(request, closeBody)));
});
