import { requestActor } from '@/lib/server/actor';
import { listRevisions } from '@/lib/server/plan/revisions';
import { json, param, route } from '@/lib/server/route';

export const GET = route(async (request, params) =>
  json(await listRevisions(await requestActor(request.headers), param(params, 'planId'))),
);
