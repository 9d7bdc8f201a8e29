import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

/** An upgrade under a name that means the same in another run: the vat and which attempt it was. */
export type Aligned = {
  readonly key: string;
  readonly vat: string;
  readonly attempt: number;
  readonly upgrade: Upgrade;
};

/** The upgrades that count, in the order of the log. Vats without a name go by their id. */
export function alignUpgrades({ upgrades }: Pick<Analysis<unknown>, 'upgrades'>): Aligned[] {
  const seen = new Map<string, number>();
  return upgrades
    .filter(({ lost }) => !lost)
    .map((upgrade) => {
      const vat = upgrade.name ?? upgrade.vatID;
      const attempt = (seen.get(vat) ?? 0) + 1;
      seen.set(vat, attempt);
      return { key: attempt === 1 ? vat : `${vat} (${attempt})`, vat, attempt, upgrade };
    });
}
