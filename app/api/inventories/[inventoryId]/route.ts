import { deleteInventory, labelBody, renameInventory } from '@/lib/server/inventory/change-inventory';
import { readInventory } from '@/lib/server/inventory/read-inventory';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await readInventory(actor, param(params, 'inventoryId'))),
);

export const PATCH = route('keep-inventory', async (request, params, actor) => {
  const { label } = await readBody(request, labelBody);
  return json(await renameInventory(actor, param(params, 'inventoryId'), label));
});

export const DELETE = route('keep-inventory', async (_request, params, actor) => {
  await deleteInventory(actor, param(params, 'inventoryId'));
  return new Response(null, { status: 204 });
});
