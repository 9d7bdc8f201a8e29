import { json, route } from '@/lib/server/route';

export const GET = route('read', async (_request, _params, { kind, name, roles }) =>
  json({ kind, name, roles }),
);
