import { atSevered, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';
import { fateOf } from '@/lib/upgrade/summary';

/**
 * Weaker evidence of a subscriber that came back: it first asked a third vat.
 */
export const resubscribedLater: UpgradeRule = {
  rule: 'resubscribed-later',
  severity: 'info',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.severed
      .filter((severed) => fateOf(severed) === 'later')
      .map((severed) =>
        atSevered(
          upgrade,
          index,
          severed,
          `${vatLabel(severed.subscriber, severed.subscriberName)} came back to ${vatLabel(upgrade.vatID, upgrade.name)} only in a later delivery of the block.`,
        ),
      ),
};
