import { factsFrom } from '@/lib/inventory/facts';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import type { Tx } from '@/lib/server/db/open-database';
import { fetchInventory } from '@/lib/server/inventory/inventory-rows';

const MOST = 8;
const known = new Map<string, PlanFacts>();

/** What an inventory tells the rules of plans; its content never changes, so it is worked out once in a process. */
export async function inventoryFacts(tx: Tx, id: string): Promise<PlanFacts> {
  const there = known.get(id);
  if (there) return there;
  const facts = factsFrom(await fetchInventory(tx, id));
  known.set(id, facts);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return facts;
}
