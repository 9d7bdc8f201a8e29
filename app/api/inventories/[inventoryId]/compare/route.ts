import { compareStored } from '@/lib/server/inventory/read-inventory';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (request, params, actor) => {
  const other = new URL(request.url).searchParams.get('with') ?? '';
  return json(await compareStored(actor, param(params, 'inventoryId'), other));
});
