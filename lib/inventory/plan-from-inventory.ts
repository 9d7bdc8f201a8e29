import { counted, listed } from '@/lib/base/words';
import type { Drift } from '@/lib/inventory/drift';
import { factsFrom } from '@/lib/inventory/facts';
import { type Inventory, type InventoryVat, sayVat } from '@/lib/inventory/inventory';
import { lookUp } from '@/lib/inventory/look-up';
import { upgradable } from '@/lib/inventory/upgradable';
import { stepOf, type Wanted } from '@/lib/inventory/upgrade-step';
import { CATALOGUE } from '@/lib/plan/builders';
import { stepFromCatalogue } from '@/lib/plan/catalogue';
import { isRehearsal } from '@/lib/plan/chain';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { orderForMe } from '@/lib/plan/order';
import type { Plan, Step } from '@/lib/plan/plan';
import { LIMITS } from '@/lib/plan/read-fields';
import { vatFinder } from '@/lib/plan/rules/find-vats';

/** One is kept for a new ZCF. */
const MOST_STEPS = LIMITS.steps - 1;
const SET_ZCF = CATALOGUE.find(({ script }) => script === 'vats/upgrade-zcf.js');

export type PlanNames = { readonly chain: string; readonly upgradeName: string };

/** With drift: what is behind and not known to be out of reach. Without: what is known to be upgradable. */
function wantedVats(
  inventory: Inventory,
  drift: readonly Drift[] | null,
): { vat: InventoryVat; built: Drift | null }[] {
  if (drift === null)
    return inventory.vats.flatMap((vat) =>
      upgradable(vat, inventory).verdict === 'yes' ? [{ vat, built: null }] : [],
    );
  const { vats } = lookUp(inventory);
  return drift.flatMap((built) => {
    const vat = built.verdict === 'behind' ? vats.get(built.vatID) : undefined;
    return vat ? [{ vat, built }] : [];
  });
}

/** Each vat by the shortest name that means it alone. */
function wanted(inventory: Inventory, drift: readonly Drift[] | null, names: PlanNames): Wanted[] {
  const find = vatFinder(factsFrom(inventory).vats ?? [], names);
  return wantedVats(inventory, drift).map(({ vat, built }): Wanted => {
    const reach = upgradable(vat, inventory);
    return {
      vat,
      means: (name) => {
        const found = find(name);
        return found.length === 1 && found[0]?.vatId === vat.vatID;
      },
      bundle: built?.built ?? null,
      entrypoint: built?.entrypoint ?? null,
      doubt: reach.verdict === 'unknown' ? reach.reason : null,
    };
  });
}

function notesFor(
  inventory: Inventory,
  drift: readonly Drift[] | null,
  left: readonly Wanted[],
  loop: readonly string[],
): string {
  const { chain, label } = inventory;
  const height = chain.height === null ? '' : ` at height ${chain.height}`;
  const which = drift === null ? 'every vat that can be upgraded' : 'every vat that is behind what is built';
  const lines = [
    `Made from the inventory "${label}"${height}: ${which}, one to a step.`,
    ...(left.length === 0
      ? []
      : [
          `${counted(left.length, 'vat')} did not fit: ${listed(left.slice(0, 20).map(({ vat }) => sayVat(vat)))}.`,
        ]),
    ...(loop.length === 0
      ? []
      : [`No order keeps all rules; these steps demand each other: ${loop.join(', ')}.`]),
  ];
  return lines.join('\n');
}

/** Contracts that are behind take the ZCF that is set when they are upgraded: the new one is set in a step of its own. */
function zcfStep(drift: readonly Drift[] | null, names: PlanNames, newId: () => string): Step[] {
  const isNew = drift?.some(({ verdict, newZcf }) => verdict === 'behind' && newZcf !== null);
  return isNew && SET_ZCF && !isRehearsal(names) ? [stepFromCatalogue(SET_ZCF, newId)] : [];
}

/** One step for each vat, unless a builder that came before upgrades it too. */
function stepsFor(all: readonly Wanted[], { chain }: PlanNames, newId: () => string) {
  const covered = new Set<string>();
  const steps: Step[] = [];
  const left: Wanted[] = [];
  for (const one of all) {
    if (covered.has(one.vat.vatID)) continue;
    if (steps.length === MOST_STEPS) {
      left.push(one);
      continue;
    }
    const { step, covers } = stepOf(one, { all, chain, newId });
    for (const vatID of covers) covered.add(vatID);
    steps.push(step);
  }
  return { steps, left };
}

/**
 * A plan that upgrades every vat that is behind (`drift`), or every upgradable one (null): one vat to a step, by the catalogue's builder
 * where it knows one, otherwise by a builder that is still to be named, in the order that the rules and who listens to whom allow.
 */
export function planFromInventory(
  inventory: Inventory,
  drift: readonly Drift[] | null,
  names: PlanNames,
  newId: () => string,
): Plan {
  const { steps: ofVats, left } = stepsFor(wanted(inventory, drift, names), names, newId);
  const steps = [...zcfStep(drift, names, newId), ...ofVats];
  const plan: Plan = { ...emptyPlan(names.chain, names.upgradeName), steps };
  const ordered = orderForMe(plan, factsFrom(inventory));
  return {
    ...plan,
    steps: ordered.ok ? ordered.value : steps,
    notes: notesFor(inventory, drift, left, ordered.ok ? [] : ordered.error.loop),
  };
}
