import { learnBody, learnFromRun } from '@/lib/server/inventory/learn-from-run';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('keep-inventory', async (request, params, actor) =>
  json(await learnFromRun(actor, param(params, 'runId'), await readBody(request, learnBody)), 201),
);
