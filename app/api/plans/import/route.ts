import { requestActor } from '@/lib/server/actor';
import { importBody, importPlan } from '@/lib/server/plan/import-plan';
import { readBody } from '@/lib/server/read-body';
import { json, route } from '@/lib/server/route';

export const POST = route(async (request) =>
  json(importPlan(await requestActor(request.headers), await readBody(request, importBody))),
);
