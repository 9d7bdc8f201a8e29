import { receiveSlog } from '@/lib/server/ingest/receive-slog';
import { slogOffset } from '@/lib/server/ingest/slog-offset';
import { param, route } from '@/lib/server/route';

const TUS = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' };

export const HEAD = route('source', async (request, params) => {
  const { durable, length } = await slogOffset(request.headers, param(params, 'runId'));
  const headers = { ...TUS, 'upload-offset': String(durable) };
  return new Response(null, {
    headers: length === null ? headers : { ...headers, 'upload-length': String(length) },
  });
});

export const PATCH = route('source', async (request, params) => {
  const durable = await receiveSlog(request, param(params, 'runId'));
  return new Response(null, { status: 204, headers: { ...TUS, 'upload-offset': String(durable) } });
});
