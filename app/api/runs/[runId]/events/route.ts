import { parseCursor } from '@/lib/live/cursor';
import { holderOf } from '@/lib/server/live/holder';
import { param, route } from '@/lib/server/route';
import { EVENT_HEADERS } from '@/lib/server/run/event-headers';
import { watchRun } from '@/lib/server/run/watch-run';

export const GET = route('read', async (request, params, actor) => {
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('cursor');
  const body = await watchRun(actor, param(params, 'runId'), parseCursor(asked), holderOf(request.headers));
  return new Response(body, { headers: EVENT_HEADERS });
});
