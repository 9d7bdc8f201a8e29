import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';
import { createRun } from '@/lib/server/run/create-run';
import { listRuns } from '@/lib/server/run/list-runs';
import { newRunBody } from '@/lib/server/run/run-body';

export const GET = route('read', async (_request, _params, actor) => json(await listRuns(actor)));

export const POST = route('receive-run', async (request, _params, actor) => {
  return json(await createRun(actor, await readBody(request, newRunBody)), 201);
});
