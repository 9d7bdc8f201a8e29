import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';
import { runPlanBody, setRunPlan } from '@/lib/server/run/set-run-plan';

export const PUT = route('set-run-plan', async (request, params, actor) =>
  json(await setRunPlan(actor, param(params, 'runId'), await readBody(request, runPlanBody))),
);
