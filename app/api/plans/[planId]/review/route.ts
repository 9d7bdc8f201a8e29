import { requestActor } from '@/lib/server/actor';
import { backToDraft } from '@/lib/server/plan/back-to-draft';
import { reviewBody } from '@/lib/server/plan/plan-body';
import { requestReview } from '@/lib/server/plan/request-review';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  return json(await requestReview(actor, param(params, 'planId'), await readBody(request, reviewBody)));
});

export const DELETE = route(async (request, params) =>
  json(await backToDraft(await requestActor(request.headers), param(params, 'planId'))),
);
