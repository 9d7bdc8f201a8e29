import { commonName } from '@/lib/plan/chain';
import type { Plan } from '@/lib/plan/plan';

/** A vat of the chain as the rules need it; null: not known. */
export type FactVat = {
  readonly name: string;
  readonly vatId: string;
  readonly bundle: string | null;
  /** A contract's own code, where `bundle` is ZCF. */
  readonly contractBundle?: string | null;
  readonly incarnation: number | null;
  readonly dynamic: boolean | null;
  readonly terminated: boolean;
  /** Why no proposal can upgrade it, in words; null or missing: nothing is known against it. */
  readonly cannot?: string | null;
};

/** All vats that a name may mean: one for an id, several where a name is not unique, none where nothing is called so. */
export type VatFinder = (named: string) => readonly FactVat[];

/** Finds vats by id, by name, and by the name that builders use; those that live before those that are terminated. */
export function vatFinder(vats: readonly FactVat[], plan: Pick<Plan, 'chain'>): VatFinder {
  const byId = new Map(vats.map((vat) => [vat.vatId, [vat]]));
  const byName = new Map<string, FactVat[]>();
  for (const vat of vats) {
    for (const name of new Set([vat.name, commonName(vat.name, plan)])) {
      const known = byName.get(name);
      if (known) known.push(vat);
      else byName.set(name, [vat]);
    }
  }
  const alive = new Map([...byName].map(([name, all]) => [name, living(all)]));
  return (named) => byId.get(named) ?? alive.get(named) ?? alive.get(commonName(named, plan)) ?? [];
}

/** Those that live; all where none does. */
function living(vats: readonly FactVat[]): readonly FactVat[] {
  const alive = vats.filter(({ terminated }) => !terminated);
  return alive.length > 0 ? alive : vats;
}
