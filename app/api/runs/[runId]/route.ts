import { json, param, route } from '@/lib/server/route';
import { deleteRun } from '@/lib/server/run/delete-run';
import { readRun } from '@/lib/server/run/read-run';

export const GET = route('read', async (_request, params, actor) =>
  json(await readRun(actor, param(params, 'runId'))),
);

export const DELETE = route('delete-run', async (_request, params, actor) => {
  await deleteRun(actor, param(params, 'runId'));
  return new Response(null, { status: 204 });
});
