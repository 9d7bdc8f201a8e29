import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

const SLOW_SECONDS = 60;

/**
 * An upgrade's crank of more than a minute.
 * Trap: paging the vat in is part of it; its share is in `params`.
 */
export const slowUpgrade: UpgradeRule = {
  rule: 'slow-upgrade',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.seconds !== null && upgrade.seconds > SLOW_SECONDS
      ? [
          atUpgrade(
            upgrade,
            index,
            `The upgrade of ${vatLabel(upgrade.vatID, upgrade.name)} took ${Math.round(upgrade.seconds)} s.`,
            { seconds: upgrade.seconds, pageInSeconds: upgrade.pageIn?.seconds ?? null },
          ),
        ]
      : [],
};
