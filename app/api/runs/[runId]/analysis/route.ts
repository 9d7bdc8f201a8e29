import { exactHeaders } from '@/lib/server/exact-headers';
import { param, route } from '@/lib/server/route';
import { readAnalysis } from '@/lib/server/run/read-analysis';

export const GET = route('read', async (request, params, actor) => {
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(
    request.headers.get('accept-encoding') ?? '',
  );
  const { bytes, encoding } = await readAnalysis(actor, param(params, 'runId'), { takesGzip });
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...exactHeaders({ length: bytes.length, encoding }),
      'content-type': 'application/json',
      'cache-control': 'no-store',
      vary: 'accept-encoding',
    },
  });
});
