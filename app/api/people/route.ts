import { invite } from '@/lib/server/people/invite';
import { listPeople } from '@/lib/server/people/list-people';
import { invitationBody } from '@/lib/server/people/people-body';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const GET = route('manage-people', async () => json(await listPeople()));

export const POST = route('manage-people', async (request, _params, actor) =>
  json(await invite(request.headers, actor, await readBody(request, invitationBody)), 201),
);
