import { planInventoryBody, setPlanInventory } from '@/lib/server/inventory/plan-inventory';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const POST = route('edit-plan', async (request, params, actor) => {
  const { inventoryId } = await readBody(request, planInventoryBody);
  return json(await setPlanInventory(actor, param(params, 'planId'), inventoryId));
});
