import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Another upgrade's crank, notify or callback falls between this upgrade's crank and its callback.
 */
export const notIsolated: UpgradeRule = {
  rule: 'not-isolated',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.isolated
      ? []
      : [
          atUpgrade(
            upgrade,
            index,
            `Another upgrade, or what it caused, ran between the upgrade of ${vatLabel(upgrade.vatID, upgrade.name)} and its callback.`,
          ),
        ],
};
