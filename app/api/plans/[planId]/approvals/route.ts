import { decide } from '@/lib/server/approval/decide';
import { withdrawDecision } from '@/lib/server/approval/withdraw';
import { decisionBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('decide', async (request, params, actor) => {
  return json(await decide(actor, param(params, 'planId'), await readBody(request, decisionBody)));
});

export const DELETE = route('decide', async (_request, params, actor) =>
  json(await withdrawDecision(actor, param(params, 'planId'))),
);
