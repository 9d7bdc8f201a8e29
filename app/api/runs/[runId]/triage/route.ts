import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';
import { markFinding, withdrawMark } from '@/lib/server/triage/mark-finding';
import { readTriage } from '@/lib/server/triage/read-triage';
import { markBody, markIdBody } from '@/lib/server/triage/triage-body';

export const GET = route('read', async (request, params, actor) => {
  const baseline = new URL(request.url).searchParams.get('baseline');
  return json(await readTriage(actor, param(params, 'runId'), { baseline }));
});

export const POST = route('triage', async (request, params, actor) => {
  return json(await markFinding(actor, param(params, 'runId'), await readBody(request, markBody)));
});

export const DELETE = route('triage', async (request, params, actor) => {
  return json(await withdrawMark(actor, param(params, 'runId'), await readBody(request, markIdBody)));
});
