import { importBody, importPlan } from '@/lib/server/plan/import-plan';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const POST = route('make-plan', async (request, _params, actor) =>
  json(importPlan(actor, await readBody(request, importBody))),
);
