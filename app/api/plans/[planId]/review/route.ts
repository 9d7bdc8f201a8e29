import { backToDraft } from '@/lib/server/plan/back-to-draft';
import { reviewBody } from '@/lib/server/plan/plan-body';
import { requestReview } from '@/lib/server/plan/request-review';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('request-review', async (request, params, actor) => {
  return json(await requestReview(actor, param(params, 'planId'), await readBody(request, reviewBody)));
});

export const DELETE = route('request-review', async (_request, params, actor) =>
  json(await backToDraft(actor, param(params, 'planId'))),
);
