import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';
import { endRun } from '@/lib/server/run/end-run';
import { readRun } from '@/lib/server/run/read-run';
import { endBody } from '@/lib/server/run/run-body';
import { isSource, sourceRun } from '@/lib/server/run/source';

export const POST = route('source or end-run', async (request, params, actor) => {
  const runId = param(params, 'runId');
  const fromSource = isSource(request.headers);
  if (fromSource) await sourceRun(request.headers, runId);
  const { reason } = await readBody(request, endBody);
  await endRun(fromSource ? 'source' : actor, runId, reason ?? null);
  return json(await readRun(actor, runId));
});
