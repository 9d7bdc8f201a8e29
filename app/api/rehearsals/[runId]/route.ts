import { stopRehearsal } from '@/lib/server/rehearsal/stop-rehearsal';
import { param, route } from '@/lib/server/route';

export const DELETE = route('stop-rehearsal', async (_request, params, actor) => {
  await stopRehearsal(actor, param(params, 'runId'));
  return new Response(null, { status: 204 });
});
