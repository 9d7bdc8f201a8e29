import { exactHeaders } from '@/lib/server/exact-headers';
import { param, route } from '@/lib/server/route';
import { readRaw } from '@/lib/server/run/read-raw';

export const GET = route('read', async (_request, params, actor) => {
  const { packed, name } = await readRaw(actor, param(params, 'runId'));
  return new Response(packed.stream, {
    headers: {
      ...exactHeaders({ length: packed.length, encoding: null }),
      'content-type': packed.mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
});
