import { listRevisions } from '@/lib/server/plan/revisions';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await listRevisions(actor, param(params, 'planId'))),
);
