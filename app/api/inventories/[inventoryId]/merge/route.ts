import { mergeBody, mergeStored } from '@/lib/server/inventory/merge-stored';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('keep-inventory', async (request, params, actor) => {
  const order = await readBody(request, mergeBody);
  return json(await mergeStored(actor, param(params, 'inventoryId'), order), 201);
});
