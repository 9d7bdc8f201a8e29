import { makeResetLink } from '@/lib/server/people/invite';
import { json, param, route } from '@/lib/server/route';

export const POST = route('manage-people', async (request, params, actor) =>
  json(await makeResetLink(request.headers, actor, param(params, 'personId')), 201),
);
