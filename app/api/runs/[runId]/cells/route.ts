import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ServerError } from '@/lib/server/errors';
import type { CellsAsked } from '@/lib/server/fold-worker/messages';
import { param, route } from '@/lib/server/route';
import { readCells } from '@/lib/server/run/read-cells';

const pack = promisify(gzip);

function numberOf(query: URLSearchParams, name: string, otherwise?: number): number {
  const text = query.get(name);
  const value = text === null || text === '' ? otherwise : Number(text);
  if (value !== undefined && Number.isFinite(value)) return value;
  throw new ServerError('bad-input', `"${name}" must be a number.`, {
    hint: 'Ask ?from=SECONDS&to=SECONDS&px=WIDTH (&before=RUN) for a window, or ?run=INDEX for one run.',
  });
}

function askedOf(query: URLSearchParams): CellsAsked {
  if (query.has('run')) return { run: numberOf(query, 'run') };
  const px = Math.min(10_000, Math.max(1, numberOf(query, 'px')));
  const before = numberOf(query, 'before', Number.MAX_SAFE_INTEGER);
  return { window: { from: numberOf(query, 'from'), to: numberOf(query, 'to'), px, before } };
}

const HEADERS = {
  'content-type': 'application/octet-stream',
  'cache-control': 'no-store',
  vary: 'accept-encoding',
};

/** What vats did in the runs of a window, merged to what its pixels can show, or in one run exactly: packed columns. */
export const GET = route('read', async (request, params, actor) => {
  const cells = await readCells(actor, param(params, 'runId'), askedOf(new URL(request.url).searchParams));
  const bytes = new Uint8Array(cells);
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
    return new Response(bytes, { headers: HEADERS });
  const packed = new Uint8Array(await pack(bytes, { level: 1 }));
  return new Response(packed, { headers: { ...HEADERS, 'content-encoding': 'gzip' } });
});
