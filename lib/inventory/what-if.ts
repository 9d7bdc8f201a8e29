import { type BlastRadius, blastRadius } from '@/lib/inventory/blast-radius';
import { factsFrom } from '@/lib/inventory/facts';
import type { Inventory } from '@/lib/inventory/inventory';
import { lookUp } from '@/lib/inventory/look-up';
import { codeSteps, type Plan } from '@/lib/plan/plan';
import { ruleInput } from '@/lib/plan/rules/rule';

/**
 * What becomes of a vat that an upgrade cuts off: `self` it is the upgraded one; `upgraded-later` its new code subscribes anew, to the
 * new one: harmless; `upgraded-with` the same in the same run, in an order that nobody knows; `upgraded-before` what it subscribed
 * to when it was upgraded is cut off at once; `must-come-back` only its own code can subscribe again; `gone` it is terminated.
 */
export type Fate =
  | 'self'
  | 'upgraded-later'
  | 'upgraded-with'
  | 'upgraded-before'
  | 'must-come-back'
  | 'gone';

/** One pair of an upgraded vat and a vat that it cuts off. `atStepId`: where the latter is upgraded itself. */
export type Severing = {
  readonly vatID: string;
  readonly name: string | null;
  readonly subscriber: string;
  readonly subscriberName: string | null;
  readonly promises: number;
  readonly kpids: readonly string[];
  readonly fate: Fate;
  readonly atStepId: string | null;
};

/** One pair of an upgraded vat and a vat that holds objects of it which end. `reachable`: of those that it can send to. */
export type Abandoning = {
  readonly vatID: string;
  readonly name: string | null;
  readonly importer: string;
  readonly importerName: string | null;
  readonly objects: number;
  readonly reachable: number;
  readonly fate: Fate;
  readonly atStepId: string | null;
};

export type WhatIfStep = {
  readonly stepId: string;
  readonly title: string;
  readonly upgrades: readonly { readonly vatID: string; readonly name: string | null }[];
  readonly severed: readonly Severing[];
  readonly abandoned: readonly Abandoning[];
  /** Messages that wait for a promise of the step's vats and are rejected with it. */
  readonly queuedMessages: number;
  readonly abandonedObjects: number;
  /** What cannot be foretold, and why. */
  readonly notes: readonly string[];
};

/** An upgrade of the plan at a place among its code steps; `vatID` null: the inventory has none or several of that name. */
type Planned = {
  readonly at: number;
  readonly named: string;
  readonly vatID: string | null;
  readonly may: number;
};

function plannedUpgrades(plan: Plan, inventory: Inventory): Planned[] {
  const input = ruleInput(plan, factsFrom(inventory));
  const places = new Map(codeSteps(plan).map((step, at) => [step, at] as const));
  return input.upgrades.flatMap(({ step, name, upgrade }) => {
    const exact = input.find(upgrade.vat);
    const found = (exact.length > 0 ? exact : input.find(name)).filter(({ terminated }) => !terminated);
    const at = step.kind === 'core-eval' ? places.get(step) : undefined;
    const vatID = found.length === 1 ? (found[0]?.vatId ?? null) : null;
    return at === undefined ? [] : [{ at, named: upgrade.vat, vatID, may: found.length }];
  });
}

/** At which places each vat is upgraded, in order. */
function placesOf(planned: readonly Planned[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const { at, vatID } of planned) {
    if (vatID === null) continue;
    const known = places.get(vatID);
    if (!known) places.set(vatID, [at]);
    else if (known.at(-1) !== at) known.push(at);
  }
  return places;
}

type Chain = {
  readonly inventory: Inventory;
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly stepIds: readonly string[];
};

function fateOf(
  of: string,
  { upgraded, at }: { upgraded: string; at: number },
  chain: Chain,
): Pick<Severing, 'fate' | 'atStepId'> {
  const fate = (name: Fate, place?: number) => ({
    fate: name,
    atStepId: place === undefined ? null : (chain.stepIds[place] ?? null),
  });
  if (of === upgraded) return fate('self');
  if (lookUp(chain.inventory).terminated.has(of)) return fate('gone');
  const places = chain.places.get(of) ?? [];
  const later = places.find((place) => place > at);
  if (later !== undefined) return fate('upgraded-later', later);
  if (places.includes(at)) return fate('upgraded-with', at);
  const before = places.findLast((place) => place < at);
  return before === undefined ? fate('must-come-back') : fate('upgraded-before', before);
}

const severings = (radius: BlastRadius, at: number, chain: Chain): Severing[] =>
  radius.subscribers.map(({ vatID, name, promises, kpids }) => ({
    vatID: radius.vatID,
    name: radius.name,
    subscriber: vatID,
    subscriberName: name,
    promises,
    kpids,
    ...fateOf(vatID, { upgraded: radius.vatID, at }, chain),
  }));

const abandonings = (radius: BlastRadius, at: number, chain: Chain): Abandoning[] =>
  radius.importersOfAbandoned.map(({ vatID, name, objects, reachable }) => ({
    vatID: radius.vatID,
    name: radius.name,
    importer: vatID,
    importerName: name,
    objects,
    reachable,
    ...fateOf(vatID, { upgraded: radius.vatID, at }, chain),
  }));

function notesOf({ named, vatID, may }: Planned, radius: BlastRadius | null, isAgain: boolean): string[] {
  if (vatID === null)
    return [
      may > 1
        ? `${named} may be ${may} vats of the inventory; name it by its id.`
        : `The inventory has no ${named}.`,
    ];
  if (isAgain)
    return [
      `${named} was upgraded before: whoever came back to it since is cut off again, and no inventory knows them yet.`,
    ];
  return [
    ...(radius?.promisesDecided === null ? [`Who listens to ${named} was not read.`] : []),
    ...(radius?.abandonedObjects === null ? [`Which exports of ${named} are not durable was not read.`] : []),
    ...(radius?.cut
      ? [`${named} has more promises or exports than the inventory keeps: others may be hurt too.`]
      : []),
  ];
}

const sum = (numbers: readonly (number | null)[]): number =>
  numbers.reduce((total: number, number) => total + (number ?? 0), 0);

function whatIfStep(of: readonly Planned[], at: number, chain: Chain) {
  const seen = new Set<string>();
  const once = of.filter(({ vatID }) => vatID === null || (!seen.has(vatID) && seen.add(vatID)));
  const each = once.map((planned) => {
    const { vatID } = planned;
    const isAgain = vatID !== null && (chain.places.get(vatID)?.[0] ?? at) < at;
    const radius = vatID === null || isAgain ? null : blastRadius(chain.inventory, vatID);
    return { planned, radius, notes: notesOf(planned, radius, isAgain) };
  });
  const radii = each.flatMap(({ radius }) => radius ?? []);
  const { vats } = lookUp(chain.inventory);
  return {
    upgrades: once.flatMap(({ vatID }) =>
      vatID === null ? [] : [{ vatID, name: vats.get(vatID)?.name ?? null }],
    ),
    severed: radii.flatMap((radius) => severings(radius, at, chain)),
    abandoned: radii.flatMap((radius) => abandonings(radius, at, chain)),
    queuedMessages: sum(radii.map(({ queuedMessages }) => queuedMessages)),
    abandonedObjects: sum(radii.map(({ abandonedObjects }) => abandonedObjects)),
    notes: each.flatMap(({ notes }) => notes),
  };
}

/**
 * For each step of code, in the plan's order: who is cut off, and what becomes of them. An upgrade severs what the vat decides in the
 * inventory, once: what is subscribed to during the plan no inventory knows, and the notes say so.
 */
export function whatIf(plan: Plan, inventory: Inventory): WhatIfStep[] {
  const planned = plannedUpgrades(plan, inventory);
  const steps = codeSteps(plan);
  const chain = { inventory, places: placesOf(planned), stepIds: steps.map(({ id }) => id) };
  const byPlace = steps.map((): Planned[] => []);
  for (const upgrade of planned) byPlace[upgrade.at]?.push(upgrade);
  return steps.map(({ id, title }, at) => ({
    stepId: id,
    title,
    ...whatIfStep(byPlace[at] ?? [], at, chain),
  }));
}

/** How a fate reads, short and as a sentence of the vat that is cut off. */
export const FATE_WORDS: Readonly<Record<Fate, { readonly word: string; readonly meaning: string }>> = {
  self: { word: 'itself', meaning: 'It listens to its own promises; its new code starts anew.' },
  'upgraded-later': { word: 'upgraded later', meaning: 'Harmless: its new code subscribes to the new vat.' },
  'upgraded-with': {
    word: 'upgraded in the same step',
    meaning: 'Both are upgraded in one run: which comes first is not certain.',
  },
  'upgraded-before': {
    word: 'upgraded before',
    meaning: 'What it subscribed to when it was upgraded is cut off at once: it must come back by itself.',
  },
  'must-come-back': {
    word: 'must come back',
    meaning: 'Nothing restarts it: its own code must subscribe again.',
  },
  gone: { word: 'terminated', meaning: 'It is terminated: nobody is told.' },
};
