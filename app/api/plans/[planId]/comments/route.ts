import { requestActor } from '@/lib/server/actor';
import { commentOnStep } from '@/lib/server/plan/comment-on-step';
import { listComments } from '@/lib/server/plan/list-comments';
import { commentBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route(async (request, params) =>
  json(await listComments(await requestActor(request.headers), param(params, 'planId'))),
);

export const POST = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  return json(await commentOnStep(actor, param(params, 'planId'), await readBody(request, commentBody)), 201);
});
