import { requestActor } from '@/lib/server/actor';
import { exactHeaders } from '@/lib/server/exact-headers';
import { param, route } from '@/lib/server/route';
import { readRaw } from '@/lib/server/run/read-raw';

export const GET = route(async (request, params) => {
  const actor = await requestActor(request.headers);
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
