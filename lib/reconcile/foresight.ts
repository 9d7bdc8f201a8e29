import type { Plan } from '@/lib/plan/plan';
import { meansVat } from '@/lib/reconcile/match';
import { plannedUpgrades } from '@/lib/reconcile/planned-upgrades';

/** Which vats there were; what coverage needs of an inventory. */
export type KnownVats = {
  readonly vats: readonly { readonly vatID: string; readonly name: string | null }[];
};

/** As much of an inventory of before a run as a prediction is made of; `lib/inventory`'s has it. */
export type Known = {
  readonly vats: readonly (KnownVats['vats'][number] & {
    /** Its unresolved promises; `total` counts those that were cut. Null: not read. */
    readonly decides: {
      readonly entries: readonly { readonly kpid: string; readonly subscribers: readonly string[] }[];
      readonly total: number;
    } | null;
  })[];
};

/** Numbers of the promises (7 of `kp7`) that each subscriber is told of; `cut`: there are more than the inventory kept. */
export type Severs = {
  readonly promises: Readonly<Record<string, readonly number[]>>;
  readonly cut: boolean;
};

/** Who is to be severed by a plan's upgrades, and no more of an inventory than that: a chain has 100,000 promises, a plan concerns few. */
export type Foresight = {
  /** Number of the newest promise that the inventory knows of: kernels number them upwards, so a higher one was made later. */
  readonly newest: number;
  /** All vats by name; `severs` null: not read, missing: the plan does not upgrade it. */
  readonly vats: readonly (KnownVats['vats'][number] & { readonly severs?: Severs | null })[];
};

const numberOf = (kpid: string): number => Number(kpid.slice(2)) || 0;

function seversOf(decides: NonNullable<Known['vats'][number]['decides']>): Severs {
  const promises = new Map<string, number[]>();
  for (const { kpid, subscribers } of decides.entries)
    for (const subscriber of new Set(subscribers)) {
      const known = promises.get(subscriber);
      if (known) known.push(numberOf(kpid));
      else promises.set(subscriber, [numberOf(kpid)]);
    }
  return { promises: Object.fromEntries(promises), cut: decides.total > decides.entries.length };
}

/** What an inventory of before a run foretells of the upgrades that the plan asks for. */
export function foresightOf(plan: Plan, { vats }: Known): Foresight {
  const words = [...new Set(plannedUpgrades(plan).map(({ vat }) => vat))];
  let newest = 0;
  for (const { decides } of vats)
    for (const { kpid } of decides?.entries ?? []) newest = Math.max(newest, numberOf(kpid));
  return {
    newest,
    vats: vats.map(({ vatID, name, decides }) => {
      const asked = words.some((word) => meansVat(word, { vatID, name }));
      return asked ? { vatID, name, severs: decides && seversOf(decides) } : { vatID, name };
    }),
  };
}
