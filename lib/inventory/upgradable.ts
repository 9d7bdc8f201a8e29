import { listed } from '@/lib/base/words';
import { type Inventory, type InventoryVat, sayVat } from '@/lib/inventory/inventory';
import { lookUp, nameOf } from '@/lib/inventory/look-up';

/** `unknown`: the inventory does not hold what decides it. `link` leads to where the rule comes from. */
export type Upgradable = {
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly reason: string;
  readonly link: string | null;
};

const sdk = (path: string): string => `https://github.com/Agoric/agoric-sdk/${path}`;
const VAT_ADMIN = sdk('blob/master/packages/SwingSet/src/vats/vat-admin/vat-vat-admin.js');

const no = (reason: string, link: string): Upgradable => ({ verdict: 'no', reason, link });

/** A map: a chain may call a vat `constructor`. */
const STATIC: ReadonlyMap<string, Upgradable> = new Map([
  [
    'bootstrap',
    no('It is static and keeps its state in closures, which an upgrade would lose.', sdk('issues/8849')),
  ],
  ['comms', no('It is static, and no vat of liveslots: it has no upgrade.', VAT_ADMIN)],
]);
const STATIC_NAMES = ['bootstrap', 'vatAdmin', 'comms', 'vattp', 'timer'];
const NO_ADMIN_NODE = no(
  'It is static: it has no admin node, and nothing on a chain calls the host’s own upgrade of static vats.',
  sdk('blob/master/packages/SwingSet/src/controller/controller.js'),
);

const isStatic = ({ kind, name }: InventoryVat): boolean =>
  kind === 'static' || (kind === null && name !== null && STATIC_NAMES.includes(name));

function byHolders(vat: InventoryVat, holders: readonly string[], inventory: Inventory): Upgradable {
  const alive = holders.filter((vatID) => !lookUp(inventory).terminated.has(vatID));
  if (holders.length === 0)
    return no('Nobody holds its admin node, so nobody can ask for its upgrade.', VAT_ADMIN);
  if (alive.length === 0) return no('Only terminated vats hold its admin node.', VAT_ADMIN);
  const names = alive.slice(0, 5).map((vatID) => sayVat({ vatID, name: nameOf(inventory, vatID) }));
  const more = alive.length > 5 ? ` and ${alive.length - 5} more` : '';
  const verb = alive.length === 1 ? 'holds' : 'hold';
  return {
    verdict: 'yes',
    reason: `${listed(names)}${more} ${verb} its admin node${past(vat)}`,
    link: VAT_ADMIN,
  };
}

function past({ incarnation }: InventoryVat): string {
  if (incarnation === null) return '.';
  return incarnation > 0
    ? ', and it has been upgraded before.'
    : '; it was never upgraded, so only a rehearsal shows whether its state is durable.';
}

function byPast({ incarnation, kind }: InventoryVat): Upgradable {
  if (incarnation !== null && incarnation > 0)
    return { verdict: 'yes', reason: 'It has been upgraded before.', link: null };
  const what = kind === null ? 'whether it is static or who holds' : 'who holds';
  return { verdict: 'unknown', reason: `The inventory does not say ${what} its admin node.`, link: null };
}

/** Whether proposals can upgrade the vat, and why: static, terminated and unreachable vats are not (inventory's rules of agoric-sdk). */
export function upgradable(vat: InventoryVat, inventory: Inventory): Upgradable {
  if (lookUp(inventory).terminated.has(vat.vatID)) return no('It is terminated.', sdk('issues/8219'));
  if (isStatic(vat)) return STATIC.get(vat.name ?? '') ?? NO_ADMIN_NODE;
  return vat.adminNodeHolders === null ? byPast(vat) : byHolders(vat, vat.adminNodeHolders, inventory);
}
