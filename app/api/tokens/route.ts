import { newTokenBody } from '@/lib/server/people/people-body';
import { listTokens, makeToken } from '@/lib/server/people/tokens';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const GET = route('manage-own-tokens', async (_request, _params, actor) =>
  json(await listTokens(actor)),
);

export const POST = route('manage-own-tokens', async (request, _params, actor) =>
  json(await makeToken(actor, await readBody(request, newTokenBody)), 201),
);
