import { changePerson } from '@/lib/server/people/change-person';
import { listPeople } from '@/lib/server/people/list-people';
import { personChangeBody } from '@/lib/server/people/people-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const PATCH = route('manage-people', async (request, params, actor) => {
  await changePerson(actor, param(params, 'personId'), await readBody(request, personChangeBody));
  return json(await listPeople());
});
