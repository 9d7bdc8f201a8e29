import {
  byVatNumber,
  type ChainFacts,
  type FactSources,
  type Inventory,
  type InventoryNote,
  type InventorySource,
  type InventoryVat,
  sayVat,
  type TerminatedVat,
  VAT_FACTS,
  type VatFact,
} from '@/lib/inventory/inventory';
import { lookUp } from '@/lib/inventory/look-up';
import { FACT_WORDS, sameValue, sayValue } from '@/lib/inventory/say-fact';

type Notes = InventoryNote[];

/** Is the fact known: has a value, or a source that says there is none. */
const knows = (vat: InventoryVat, fact: VatFact): boolean =>
  vat[fact] !== null || vat.from[fact] !== undefined;

/** Both values as they are written: ids of bundles in full, as this note is the only place that keeps the second. */
const full = (value: InventoryVat[VatFact] | Inventory['nextUpgradeID']): string =>
  typeof value === 'string' ? value : sayValue(value);

function noteContradiction(first: InventoryVat, second: InventoryVat, fact: VatFact, notes: Notes): void {
  if (sameValue(first[fact], second[fact])) return;
  const by = (vat: InventoryVat): string => `${full(vat[fact])} (${vat.from[fact] ?? 'no source'})`;
  notes.push({
    where: first.vatID,
    message: `Its ${FACT_WORDS[fact]}: ${by(first)} is kept; the other says ${by(second)}.`,
  });
}

function mergeVat(first: InventoryVat, second: InventoryVat, notes: Notes): InventoryVat {
  const taken = VAT_FACTS.filter((fact) => !knows(first, fact) && knows(second, fact));
  for (const fact of VAT_FACTS)
    if (knows(first, fact) && knows(second, fact)) noteContradiction(first, second, fact, notes);
  if (taken.length === 0) return first;
  const from: FactSources = {
    ...first.from,
    ...Object.fromEntries(taken.flatMap((fact) => (second.from[fact] ? [[fact, second.from[fact]]] : []))),
  };
  return { ...first, ...Object.fromEntries(taken.map((fact) => [fact, second[fact]])), from };
}

function mergeValue<T extends string | number>(
  where: string,
  [first, second]: readonly [T | null, T | null],
  notes: Notes,
): T | null {
  if (first !== null && second !== null && first !== second)
    notes.push({ where, message: `${first} is kept; the other says ${second}.` });
  return first ?? second;
}

function mergeChain(first: ChainFacts, second: ChainFacts, notes: Notes): ChainFacts {
  const [chainId, height, kernelSchema, sdk] = [
    mergeValue('chain.chainId', [first.chainId, second.chainId], notes),
    mergeValue('chain.height', [first.height, second.height], notes),
    mergeValue('chain.kernelSchema', [first.kernelSchema, second.kernelSchema], notes),
    mergeValue('chain.sdk', [first.sdk, second.sdk], notes),
  ];
  return { chainId, height, kernelSchema, sdk };
}

/** A vat that one says is alive and the other that it is ended. */
function noteFates(first: Inventory, second: Inventory, notes: Notes): void {
  for (const vat of first.vats)
    if (lookUp(second).terminated.has(vat.vatID))
      notes.push({
        where: vat.vatID,
        message: `${sayVat(vat)} is kept as alive; the other says terminated.`,
      });
  for (const vat of first.terminated)
    if (lookUp(second).vats.has(vat.vatID))
      notes.push({
        where: vat.vatID,
        message: `${sayVat(vat)} is kept as terminated; the other says alive.`,
      });
}

const isNew = (inventory: Inventory, { vatID }: { readonly vatID: string }): boolean =>
  !lookUp(inventory).vats.has(vatID) && !lookUp(inventory).terminated.has(vatID);

const mergeEnded = (first: TerminatedVat, second: TerminatedVat | undefined): TerminatedVat => {
  const [name, left] = [first.name ?? second?.name ?? null, first.left ?? second?.left ?? null];
  return name === first.name && left === first.left ? first : { ...first, name, left };
};

const sameSource = (a: InventorySource, b: InventorySource): boolean => sameValue(a, b);
const onlyNew = <T>(second: readonly T[], first: readonly T[], same: (a: T, b: T) => boolean): T[] =>
  second.filter((item) => !first.some((known) => same(known, item)));

/**
 * Both in one: the first's word counts, the second fills in what the first does not know, with its source, and adds its vats. Where
 * both know and differ, a note names both values; so does a vat that is alive in one and ended in the other.
 */
export function mergeInventories(first: Inventory, second: Inventory): Inventory {
  const notes: Notes = [];
  const other = lookUp(second);
  const chain = mergeChain(first.chain, second.chain, notes);
  const currentZcf = mergeValue('currentZCF', [first.currentZcf, second.currentZcf], notes);
  const nextUpgradeID = mergeValue('nextUpgradeID', [first.nextUpgradeID, second.nextUpgradeID], notes);
  const vats = first.vats.map((vat) => {
    const same = other.vats.get(vat.vatID);
    return same ? mergeVat(vat, same, notes) : vat;
  });
  noteFates(first, second, notes);
  const ended = first.terminated.map((vat) => mergeEnded(vat, other.terminated.get(vat.vatID)));
  const all = [...second.notes, ...notes];
  return {
    ...first,
    takenAt: first.takenAt ?? second.takenAt,
    chain,
    currentZcf,
    nextUpgradeID,
    vats: [...vats, ...second.vats.filter((vat) => isNew(first, vat))].toSorted(byVatNumber),
    terminated: [...ended, ...second.terminated.filter((vat) => isNew(first, vat))].toSorted(byVatNumber),
    sources: [...first.sources, ...onlyNew(second.sources, first.sources, sameSource)],
    notes: [...first.notes, ...onlyNew(all, first.notes, sameValue)],
  };
}
