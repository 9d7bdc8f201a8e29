import { importInventory } from '@/lib/server/inventory/import-inventory';
import { listInventories } from '@/lib/server/inventory/read-inventory';
import { json, route } from '@/lib/server/route';

export const GET = route('read', async (_request, _params, actor) =>
  json({ inventories: await listInventories(actor) }),
);

export const POST = route('keep-inventory', async (request, _params, actor) => {
  const { searchParams } = new URL(request.url);
  const [label, name] = [searchParams.get('label') ?? '', searchParams.get('name') ?? ''];
  return json(await importInventory(actor, request, { label, name }), 202);
});
