import { requestActor } from '@/lib/server/actor';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';
import { createRun } from '@/lib/server/run/create-run';
import { listRuns } from '@/lib/server/run/list-runs';
import { newRunBody } from '@/lib/server/run/run-body';

export const GET = route(async (request) => json(await listRuns(await requestActor(request.headers))));

export const POST = route(async (request) => {
  const actor = await requestActor(request.headers);
  return json(await createRun(actor, await readBody(request, newRunBody)), 201);
});
