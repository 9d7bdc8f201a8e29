import { comparisonMarkdown } from '@/lib/compare/comparison-markdown';
import { compareStoredRuns, sideOf } from '@/lib/server/compare/compare-stored-runs';
import { json, route } from '@/lib/server/route';

/** `?a=run,run&b=run`, `&form=md` for Markdown. */
export const GET = route('read', async (request, _params, actor) => {
  const query = new URL(request.url).searchParams;
  const comparison = await compareStoredRuns(actor, sideOf(query.get('a'), 'a'), sideOf(query.get('b'), 'b'));
  if (query.get('form') !== 'md') return json(comparison);
  return new Response(comparisonMarkdown(comparison), {
    headers: { 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'no-store' },
  });
});
