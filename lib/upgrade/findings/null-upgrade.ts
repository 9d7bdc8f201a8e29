import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Upgraded to the same bundle: a restart.
 * Trap: contract vats all run the ZCF bundle, the contract's own may differ.
 */
export const nullUpgrade: UpgradeRule = {
  rule: 'null-upgrade',
  severity: 'info',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.outcome === 'upgraded' &&
    upgrade.contractBundleID === null &&
    upgrade.bundleID !== null &&
    upgrade.bundleID === upgrade.bundleBefore
      ? [
          atUpgrade(
            upgrade,
            index,
            `${vatLabel(upgrade.vatID, upgrade.name)} was upgraded to the bundle that it already ran.`,
          ),
        ]
      : [],
};
