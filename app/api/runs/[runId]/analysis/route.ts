import { requestActor } from '@/lib/server/actor';
import { param, route } from '@/lib/server/route';
import { readAnalysis } from '@/lib/server/run/read-analysis';

export const GET = route(async (request, params) => {
  const actor = await requestActor(request.headers);
  const document = await readAnalysis(actor, param(params, 'runId'));
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return new Response(new Uint8Array(document), { headers });
});
