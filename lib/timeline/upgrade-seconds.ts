import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

/** One bar of the chart: where the seconds of one upgrade went. null where the log does not say: a gap, not zero. */
export type UpgradeSeconds = {
  readonly index: number;
  readonly name: string;
  readonly bringOutYourDead: number | null;
  readonly startVat: number | null;
  readonly other: number | null;
  readonly total: number | null;
};

function secondsOf(upgrade: Upgrade, dispatch: string): number | null {
  const known = upgrade.deliveries.filter((d) => d.dispatch === dispatch && d.seconds !== null);
  return known.length === 0 ? null : known.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
}

/** Where the seconds of every upgrade went, in log order; `other` is the crank's rest: the new worker, page-in, commit. */
export function upgradeSeconds({ upgrades }: Pick<Analysis, 'upgrades'>): UpgradeSeconds[] {
  return upgrades.map((upgrade, index) => {
    const bringOutYourDead = secondsOf(upgrade, 'bringOutYourDead');
    const startVat = secondsOf(upgrade, 'startVat');
    const total = upgrade.seconds;
    const other = total === null ? null : Math.max(0, total - (bringOutYourDead ?? 0) - (startVat ?? 0));
    const again = upgrades.slice(0, index).filter(({ vatID }) => vatID === upgrade.vatID).length;
    const name = `${upgrade.name ?? upgrade.vatID}${again > 0 ? ` (${again + 1})` : ''}`;
    return { index, name, bringOutYourDead, startVat, other, total };
  });
}
