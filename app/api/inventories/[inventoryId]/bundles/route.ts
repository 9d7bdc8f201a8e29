import { bundlesBody, giveBundles, readDrift } from '@/lib/server/inventory/given-bundles';
import { readBody } from '@/lib/server/read-body';
import { json, param, route } from '@/lib/server/route';

export const GET = route('read', async (_request, params, actor) =>
  json(await readDrift(actor, param(params, 'inventoryId'))),
);

export const POST = route('keep-inventory', async (request, params, actor) => {
  const { files } = await readBody(request, bundlesBody);
  return json(await giveBundles(actor, param(params, 'inventoryId'), files));
});
