import { exportPlan } from '@/lib/server/plan/export-plan';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (request, params, actor) => {
  const format = new URL(request.url).searchParams.get('format') ?? 'json';
  return json(await exportPlan(actor, param(params, 'planId'), format));
});
