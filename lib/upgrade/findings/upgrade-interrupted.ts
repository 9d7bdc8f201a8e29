import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The process or the file ended inside the crank: nothing of it was committed.
 * Trap: while the log grows an open crank is only running.
 */
export const upgradeInterrupted: UpgradeRule = {
  rule: 'upgrade-interrupted',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.outcome === 'interrupted' && upgrade.progress !== 'running'
      ? [
          atUpgrade(
            upgrade,
            index,
            `The log or its process ends inside the upgrade of ${vatLabel(upgrade.vatID, upgrade.name)}; how it ended is unknown.`,
          ),
        ]
      : [],
};
