import { requestActor } from '@/lib/server/actor';
import { decide } from '@/lib/server/approval/decide';
import { withdrawDecision } from '@/lib/server/approval/withdraw';
import { decisionBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  return json(await decide(actor, param(params, 'planId'), await readBody(request, decisionBody)));
});

export const DELETE = route(async (request, params) =>
  json(await withdrawDecision(await requestActor(request.headers), param(params, 'planId'))),
);
