import { commentOnStep } from '@/lib/server/plan/comment-on-step';
import { listComments } from '@/lib/server/plan/list-comments';
import { commentBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await listComments(actor, param(params, 'planId'))),
);

export const POST = route('comment', async (request, params, actor) => {
  return json(await commentOnStep(actor, param(params, 'planId'), await readBody(request, commentBody)), 201);
});
