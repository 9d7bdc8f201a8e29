import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The vat was terminated between request and execution: a delivery crank without any delivery, and no callback.
 */
export const upgradeNoOp: UpgradeRule = {
  rule: 'upgrade-no-op',
  severity: 'blocker',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.outcome === 'no-op'
      ? [
          atUpgrade(
            upgrade,
            index,
            `${vatLabel(upgrade.vatID, upgrade.name)} was dead before its upgrade ran; whoever asked for it is never answered.`,
          ),
        ]
      : [],
};
