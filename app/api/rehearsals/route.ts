import { readBody } from '@/lib/server/read-body';
import { startRehearsal } from '@/lib/server/rehearsal/start-rehearsal';
import { json, route } from '@/lib/server/route';
import { rehearsalBody } from '@/lib/server/run/run-body';

export const POST = route('rehearse', async (request, _params, actor) => {
  return json(await startRehearsal(actor, await readBody(request, rehearsalBody)), 201);
});
