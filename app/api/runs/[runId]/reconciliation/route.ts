import { json, param, route } from '@/lib/server/route';
import { readReconciliation } from '@/lib/server/triage/read-reconciliation';

export const GET = route('read', async (_request, params, actor) =>
  json(await readReconciliation(actor, param(params, 'runId'))),
);
