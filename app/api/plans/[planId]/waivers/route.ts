import { waive } from '@/lib/server/approval/waive';
import { withdrawWaiver } from '@/lib/server/approval/withdraw-waiver';
import { waiverBody, waiverKeyBody } from '@/lib/server/plan/plan-body';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('waive', async (request, params, actor) => {
  return json(await waive(actor, param(params, 'planId'), await readBody(request, waiverBody)));
});

export const DELETE = route('waive', async (request, params, actor) => {
  return json(await withdrawWaiver(actor, param(params, 'planId'), await readBody(request, waiverKeyBody)));
});
