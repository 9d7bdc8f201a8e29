import { json, route } from '@/lib/server/route';
import { readStatus } from '@/lib/server/status/read-status';

export const GET = route('read', async (_request, _params, actor) => json(await readStatus(actor)));
