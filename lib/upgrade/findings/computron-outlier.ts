import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

const HALF_OF_LIMIT = 50_000_000;

/**
 * startVat used more than half of the hard limit of one delivery (100 million computrons).
 * Trap: computrons of workers with another meterType are not comparable.
 */
export const computronOutlier: UpgradeRule = {
  rule: 'computron-outlier',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) => {
    const computrons = upgrade.deliveries.find(({ dispatch }) => dispatch === 'startVat')?.computrons ?? 0;
    return computrons > HALF_OF_LIMIT
      ? [
          atUpgrade(
            upgrade,
            index,
            `Starting the new code of ${vatLabel(upgrade.vatID, upgrade.name)} took ${computrons} computrons, more than half of what one delivery may use.`,
            { computrons },
          ),
        ]
      : [];
  },
};
