import { requestActor } from '@/lib/server/actor';
import { exportPlan } from '@/lib/server/plan/export-plan';
import { json, param, route } from '@/lib/server/route';

export const GET = route(async (request, params) => {
  const format = new URL(request.url).searchParams.get('format') ?? 'json';
  return json(await exportPlan(await requestActor(request.headers), param(params, 'planId'), format));
});
