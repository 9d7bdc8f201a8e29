import { requestActor } from '@/lib/server/actor';
import { stopRehearsal } from '@/lib/server/rehearsal/stop-rehearsal';
import { param, route } from '@/lib/server/route';

export const DELETE = route(async (request, params) => {
  await stopRehearsal(await requestActor(request.headers), param(params, 'runId'));
  return new Response(null, { status: 204 });
});
