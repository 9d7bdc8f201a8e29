import type { Plan } from '@/lib/plan/plan';

/** JSON with sorted keys and no spaces: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** What would happen, and nothing else: chain, name and every step's proposals in order; not ids, titles or who looks. */
const whatHappens = ({ chain, upgradeName, steps }: Plan): unknown => ({
  chain,
  upgradeName,
  steps: steps.map(({ proposals }) =>
    proposals.map(({ module, entrypoint, args, upgrades }) => ({
      module,
      entrypoint,
      args,
      upgrades: upgrades.map(({ vat, bundle }) => ({ vat, bundle })),
    })),
  ),
});

/** The plan's digest, which approvals and runs name. Two plans share it exactly if the same would happen. */
export const digestPlan = (plan: Plan, sha256: (text: string) => string): string =>
  sha256(canonicalJson(whatHappens(plan)));
