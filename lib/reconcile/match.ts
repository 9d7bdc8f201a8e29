import { labelOf } from '@/lib/plan/chain';
import type { Upgrade } from '@/lib/upgrade/analysis';

/** What a match needs of an upgrade: any row of the document has it. */
export type Seen = Pick<Upgrade, 'vatID' | 'name' | 'step' | 'outcome' | 'lost'>;
/** What a match needs of a plan's entry; `stepIndex` counts the steps that are code, from 0. */
export type Wanted = { readonly vat: string; readonly stepIndex: number };

type Attempt = { readonly upgrade: Seen; readonly index: number };

/** Whether a plan's word for a vat means this one: its id, its name, or the label in a contract's name (`zcf-b1-xxxxx-LABEL`). */
export const meansVat = (word: string, { vatID, name }: Pick<Upgrade, 'vatID' | 'name'>): boolean =>
  word === vatID || (name !== null && (word === name || labelOf(word) === labelOf(name)));

const stepOf = ({ step }: Seen): number | null => {
  const index = step === null ? Number.NaN : Number.parseInt(step, 10);
  return Number.isNaN(index) ? null : index;
};

/** Where the log proves the step of each attempt and the plan has them all, the step tells; null where it does not. */
function byStep(entries: readonly Wanted[], attempts: readonly Attempt[]): Attempt[][] | null {
  const steps = entries.map(({ stepIndex }) => stepIndex);
  if (new Set(steps).size < steps.length || steps.length < 2) return null;
  const known = attempts.every(({ upgrade }) => steps.includes(stepOf(upgrade) ?? -1));
  if (!known) return null;
  return steps.map((step) => attempts.filter(({ upgrade }) => stepOf(upgrade) === step));
}

/** Else one each, in log order; where a vat was tried more often than it is planned, what follows a failed attempt is its retry. */
function byOrder(entries: readonly Wanted[], attempts: readonly Attempt[]): Attempt[][] {
  const left = [...attempts];
  return entries.map((_, i) => {
    const own = left.splice(0, 1);
    const others = entries.length - i - 1;
    while (left.length > others && own.at(-1)?.upgrade.outcome !== 'upgraded') own.push(...left.splice(0, 1));
    return own;
  });
}

/** Entries that mean the same vat, by their places: one may be called by its name, another by its id. */
function groupsOf(wanted: readonly Wanted[], upgrades: readonly Seen[]): number[][] {
  const groups = new Map<string, number[]>();
  wanted.forEach(({ vat }, place) => {
    const vatID = upgrades.find((upgrade) => meansVat(vat, upgrade))?.vatID ?? `word ${vat}`;
    groups.set(vatID, [...(groups.get(vatID) ?? []), place]);
  });
  return [...groups.values()];
}

/**
 * Gives each entry of a plan its attempts as indexes into `upgrades`, in log order; the last one decides. Work that was lost and
 * executed again is nobody's. No attempt is given twice; what is left is not in the plan. The status board and the reconciliation share this.
 */
export function matchUpgrades(wanted: readonly Wanted[], upgrades: readonly Seen[]): number[][] {
  const matched: number[][] = wanted.map(() => []);
  const lasting = upgrades.flatMap((upgrade, index): Attempt[] => (upgrade.lost ? [] : [{ upgrade, index }]));
  for (const places of groupsOf(wanted, upgrades)) {
    const entries = places.flatMap((place) => wanted[place] ?? []);
    const [first] = entries;
    const attempts = first ? lasting.filter(({ upgrade }) => meansVat(first.vat, upgrade)) : [];
    const own = byStep(entries, attempts) ?? byOrder(entries, attempts);
    places.forEach((place, i) => {
      matched[place] = (own[i] ?? []).map(({ index }) => index);
    });
  }
  return matched;
}
