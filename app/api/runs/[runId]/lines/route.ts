import { ServerError } from '@/lib/server/errors';
import { json, param, route } from '@/lib/server/route';
import { findPlaces } from '@/lib/server/run/find-places';
import { readRunBytes, readRunLines } from '@/lib/server/run/read-lines';

function wholeNumber(query: URLSearchParams, name: string, least: number): number {
  const text = query.get(name) ?? '';
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least) return value;
  throw new ServerError('bad-input', `"${name}" must be a whole number from ${least}, not "${text}".`, {
    hint: 'Ask with from= and count=, with byte= and length=, with block= or with crank=.',
  });
}

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

export const GET = route('read', async (request, params, actor) => {
  const runId = param(params, 'runId');
  const query = new URL(request.url).searchParams;
  if (query.has('byte')) {
    const range = { byte: wholeNumber(query, 'byte', 0), length: wholeNumber(query, 'length', 1) };
    return new Response(await readRunBytes(actor, runId, range), { headers: PLAIN });
  }
  if (query.has('block'))
    return json({ places: await findPlaces(actor, runId, { block: wholeNumber(query, 'block', 0) }) });
  if (query.has('crank'))
    return json({ places: await findPlaces(actor, runId, { crank: wholeNumber(query, 'crank', 0) }) });
  const range = { from: wholeNumber(query, 'from', 1), count: wholeNumber(query, 'count', 1) };
  return json(await readRunLines(actor, runId, range));
});
