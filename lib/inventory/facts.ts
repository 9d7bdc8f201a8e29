import { blastRadius } from '@/lib/inventory/blast-radius';
import type { Inventory, InventoryVat } from '@/lib/inventory/inventory';
import { upgradable } from '@/lib/inventory/upgradable';
import type { FactVat } from '@/lib/plan/rules/find-vats';
import type { PlanFacts } from '@/lib/plan/rules/rule';

function factVat(vat: InventoryVat, inventory: Inventory): FactVat {
  const { verdict, reason } = upgradable(vat, inventory);
  return {
    vatId: vat.vatID,
    name: vat.name ?? vat.vatID,
    bundle: vat.bundleID,
    contractBundle: vat.contractBundleID,
    incarnation: vat.incarnation,
    dynamic: vat.kind === null ? null : vat.kind === 'dynamic',
    terminated: false,
    cannot: verdict === 'no' ? reason : null,
  };
}

type Weighted = { readonly publisher: string; readonly subscriber: string; readonly promises: number };

/** Who listens to whom, not to itself; the pairs with most promises first. */
const subscriptionsOf = (inventory: Inventory): Weighted[] =>
  inventory.vats
    .flatMap(({ vatID }) =>
      blastRadius(inventory, vatID).subscribers.map(
        (to): Weighted => ({ publisher: vatID, subscriber: to.vatID, promises: to.promises }),
      ),
    )
    .filter(({ publisher, subscriber }) => publisher !== subscriber)
    .toSorted((a, b) => b.promises - a.promises);

type Abandonment = NonNullable<PlanFacts['abandonments']>[number];

/** Who can send to exports that end with the vat's incarnation; most objects first. */
const abandonmentsOf = (inventory: Inventory): Abandonment[] =>
  inventory.vats
    .flatMap(({ vatID }) =>
      blastRadius(inventory, vatID).importersOfAbandoned.map(
        (to): Abandonment => ({ exporter: vatID, importer: to.vatID, objects: to.reachable }),
      ),
    )
    .filter(({ objects }) => objects > 0)
    .toSorted((a, b) => b.objects - a.objects);

/** What an inventory tells the rules of a plan; `installed`: bundles that are on the chain. What it did not read stays unsaid. */
export function factsFrom(inventory: Inventory, installed?: ReadonlySet<string>): PlanFacts {
  const ended = inventory.terminated.map(
    ({ vatID, name }): FactVat => ({
      vatId: vatID,
      name: name ?? vatID,
      bundle: null,
      incarnation: null,
      dynamic: true,
      terminated: true,
    }),
  );
  const readsPromises = inventory.vats.some(({ decides }) => decides !== null);
  const readsExports = inventory.vats.some(({ ephemeralExports }) => ephemeralExports !== null);
  return {
    vats: [...inventory.vats.map((vat) => factVat(vat, inventory)), ...ended],
    ...(readsPromises ? { subscriptions: subscriptionsOf(inventory) } : {}),
    ...(readsExports ? { abandonments: abandonmentsOf(inventory) } : {}),
    ...(installed === undefined ? {} : { installedBundles: installed }),
  };
}
