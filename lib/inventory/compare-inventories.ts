import {
  byVatNumber,
  type Inventory,
  type InventoryVat,
  sayVat,
  type VatFact,
} from '@/lib/inventory/inventory';
import { lookUp } from '@/lib/inventory/look-up';
import { FACT_WORDS, sameValue, sayValue } from '@/lib/inventory/say-fact';
import { labelOf } from '@/lib/plan/chain';

/** Facts that only an upgrade or people change; what work changes (sizes, promises) is left out. */
export const COMPARED_FACTS = [
  'name',
  'kind',
  'critical',
  'worker',
  'incarnation',
  'bundleID',
  'contractBundleID',
  'lockdownBundleID',
  'supervisorBundleID',
] as const satisfies readonly VatFact[];
type ComparedFact = (typeof COMPARED_FACTS)[number];
type Named = { readonly vatID: string; readonly name: string | null };
type ChainField = 'chainId' | 'kernelSchema' | 'sdk' | 'currentZcf' | 'nextUpgradeID';

/** `replaced`: a new vat has the name of one that is gone. `deleted`: nothing is left of a terminated vat. `vanished`: not even an end is known. */
export type InventoryChange =
  | ({ readonly kind: 'added' | 'vanished' | 'terminated' | 'deleted' | 'revived' } & Named)
  | ({ readonly kind: 'replaced'; readonly replaces: string } & Named)
  | ({
      readonly kind: 'fact';
      readonly fact: ComparedFact;
      readonly before: InventoryVat[ComparedFact];
      readonly after: InventoryVat[ComparedFact];
    } & Named)
  | {
      readonly kind: 'chain';
      readonly field: ChainField;
      readonly before: string | number;
      readonly after: string | number;
    };

const isKnown = (vat: InventoryVat, fact: VatFact): boolean =>
  vat[fact] !== null || vat.from[fact] !== undefined;

const named = ({ vatID, name }: Named): Named => ({ vatID, name });

function factChanges(before: InventoryVat, after: InventoryVat): InventoryChange[] {
  return COMPARED_FACTS.flatMap((fact): InventoryChange[] =>
    !isKnown(before, fact) || !isKnown(after, fact) || sameValue(before[fact], after[fact])
      ? []
      : [{ kind: 'fact', ...named(after), fact, before: before[fact], after: after[fact] }],
  );
}

const labelIn = (name: string | null): string | null => (name === null ? null : labelOf(name));

/** By label the vats that were alive before and are not after: each can be replaced by one new vat. */
function goneByLabel(before: Inventory, after: Inventory): Map<string, string[]> {
  const gone = new Map<string, string[]>();
  for (const { vatID, name } of before.vats) {
    const label = labelIn(name);
    if (label === null || lookUp(after).vats.has(vatID)) continue;
    gone.set(label, [...(gone.get(label) ?? []), vatID]);
  }
  return gone;
}

/** A log mentions only vats that worked; that it does not name one says nothing. */
const namesAll = ({ sources }: Inventory): boolean =>
  sources.length === 0 || sources.some(({ kind }) => kind !== 'slog');
/** Neither a log nor the vat map lists what was ended long ago. */
const namesEnded = ({ sources }: Inventory): boolean =>
  sources.length === 0 || sources.some(({ kind }) => kind !== 'slog' && kind !== 'vat-map');

function newcomers(before: Inventory, after: Inventory): InventoryChange[] {
  const gone = goneByLabel(before, after);
  return after.vats.flatMap((vat): InventoryChange[] => {
    const was = lookUp(before);
    if (was.vats.has(vat.vatID)) return [];
    if (was.terminated.has(vat.vatID)) return [{ kind: 'revived', ...named(vat) }];
    const replaces = gone.get(labelIn(vat.name) ?? '')?.shift();
    if (replaces === undefined && !namesAll(before)) return [];
    return [
      replaces === undefined
        ? { kind: 'added', ...named(vat) }
        : { kind: 'replaced', ...named(vat), replaces },
    ];
  });
}

function leavers(before: Inventory, after: Inventory): InventoryChange[] {
  const { vats, terminated } = lookUp(after);
  const alive = before.vats.flatMap((vat): InventoryChange[] => {
    if (vats.has(vat.vatID) || (!terminated.has(vat.vatID) && !namesAll(after))) return [];
    return [{ kind: terminated.has(vat.vatID) ? 'terminated' : 'vanished', ...named(vat) }];
  });
  const ended = before.terminated.flatMap((vat): InventoryChange[] =>
    vats.has(vat.vatID) || terminated.has(vat.vatID) || !namesEnded(after)
      ? []
      : [{ kind: 'deleted', ...named(vat) }],
  );
  return [...alive, ...ended];
}

function chainChanges(before: Inventory, after: Inventory): InventoryChange[] {
  const fields = ({ chain, currentZcf, nextUpgradeID }: Inventory) => ({
    chainId: chain.chainId,
    kernelSchema: chain.kernelSchema,
    sdk: chain.sdk,
    currentZcf,
    nextUpgradeID,
  });
  const [was, is] = [fields(before), fields(after)];
  const names: readonly ChainField[] = ['chainId', 'kernelSchema', 'sdk', 'currentZcf', 'nextUpgradeID'];
  return names.flatMap((field): InventoryChange[] => {
    const [old, now] = [was[field], is[field]];
    return old === null || now === null || old === now
      ? []
      : [{ kind: 'chain', field, before: old, after: now }];
  });
}

/**
 * What is different after, vat by vat: added, replaced, ended, upgraded, and what the chain itself changed. A fact that one of the
 * two does not know is no change, nor is a vat that a log does not mention, nor one that was ended before anybody saw it alive;
 * transcripts, sizes and promises change with every block and are left out.
 */
export function compareInventories(before: Inventory, after: Inventory): InventoryChange[] {
  const was = lookUp(before).vats;
  const facts = after.vats.flatMap((vat) => {
    const old = was.get(vat.vatID);
    return old ? factChanges(old, vat) : [];
  });
  const ofVats = [...leavers(before, after), ...newcomers(before, after), ...facts];
  const byVat = ofVats.toSorted((a, b) => ('vatID' in a && 'vatID' in b ? byVatNumber(a, b) : 0));
  return [...chainChanges(before, after), ...byVat];
}

const FIELD_WORDS: Readonly<Record<ChainField, string>> = {
  chainId: 'The chain’s id',
  kernelSchema: 'The kernel’s schema',
  sdk: 'The release',
  currentZcf: 'The ZCF for new contracts',
  nextUpgradeID: 'The number of the next upgrade',
};

/** One change as a sentence. */
export function sayInventoryChange(change: InventoryChange): string {
  switch (change.kind) {
    case 'chain':
      return `${FIELD_WORDS[change.field]} changed from ${sayValue(change.before)} to ${sayValue(change.after)}.`;
    case 'fact':
      return `${sayVat(change)}: ${FACT_WORDS[change.fact]} changed from ${sayValue(change.before)} to ${sayValue(change.after)}.`;
    case 'replaced':
      return `${sayVat(change)} is new in place of ${change.replaces}.`;
    case 'added':
      return `${sayVat(change)} is new.`;
    case 'vanished':
      return `${sayVat(change)} is gone.`;
    case 'terminated':
      return `${sayVat(change)} was terminated.`;
    case 'deleted':
      return `${sayVat(change)}, which was terminated, is wholly deleted.`;
    case 'revived':
      return `${sayVat(change)} was terminated before and is alive now: the two inventories may be of different chains.`;
  }
}
