import { compareStoredNodes } from '@/lib/server/compare/compare-stored-nodes';
import { sideOf } from '@/lib/server/compare/compare-stored-runs';
import { json, route } from '@/lib/server/route';

/** `?a=run&b=run`: the first crank that the two nodes carried out differently. */
export const GET = route('read', async (request, _params, actor) => {
  const query = new URL(request.url).searchParams;
  const [a = ''] = sideOf(query.get('a'), 'a');
  const [b = ''] = sideOf(query.get('b'), 'b');
  return json(await compareStoredNodes(actor, a, b));
});
