import { requestActor } from '@/lib/server/actor';
import { json, route } from '@/lib/server/route';
import { prepareKernel } from '@/lib/server/status/prepare-kernel';

export const POST = route(async (request) =>
  json(await prepareKernel(await requestActor(request.headers)), 202),
);
