import { requestActor } from '@/lib/server/actor';
import { json, param, route } from '@/lib/server/route';
import { deleteRun } from '@/lib/server/run/delete-run';
import { readRun } from '@/lib/server/run/read-run';

export const GET = route(async (request, params) =>
  json(await readRun(await requestActor(request.headers), param(params, 'runId'))),
);

export const DELETE = route(async (request, params) => {
  await deleteRun(await requestActor(request.headers), param(params, 'runId'));
  return new Response(null, { status: 204 });
});
