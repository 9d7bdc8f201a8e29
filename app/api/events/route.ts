import { parseWanted } from '@/lib/live/wanted';
import { ServerError } from '@/lib/server/errors';
import { holderOf } from '@/lib/server/live/holder';
import { route } from '@/lib/server/route';
import { EVENT_HEADERS } from '@/lib/server/run/event-headers';
import { watchRuns } from '@/lib/server/run/watch-run';

/** A browser's one stream: the frames of every run that its tabs show. */
export const GET = route('read', async (request, _params, actor) => {
  const wanted = parseWanted(new URL(request.url).searchParams.getAll('run'));
  if (wanted.length === 0)
    throw new ServerError(
      'bad-input',
      'Say which runs to watch: ?run=ID, or ?run=ID~CURSOR to go on from there.',
    );
  const body = await watchRuns(actor, wanted, holderOf(request.headers));
  return new Response(body, { headers: EVENT_HEADERS });
});
