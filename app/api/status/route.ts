import { requestActor } from '@/lib/server/actor';
import { json, route } from '@/lib/server/route';
import { readStatus } from '@/lib/server/status/read-status';

export const GET = route(async (request) => json(await readStatus(await requestActor(request.headers))));
