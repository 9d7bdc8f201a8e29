import { parseCursor } from '@/lib/live/cursor';
import { param, route } from '@/lib/server/route';
import { watchRun } from '@/lib/server/run/watch-run';

/** Nothing on the way may hold back, pack or keep a stream of events. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-store, no-transform',
  'content-encoding': 'none',
  'x-accel-buffering': 'no',
};

export const GET = route('read', async (request, params, actor) => {
  const asked = request.headers.get('last-event-id') ?? new URL(request.url).searchParams.get('cursor');
  const body = await watchRun(actor, param(params, 'runId'), parseCursor(asked));
  return new Response(body, { headers: HEADERS });
});
