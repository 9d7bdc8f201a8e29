import { atSevered, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';
import { fateOf } from '@/lib/upgrade/summary';

/**
 * A subscriber whose promise the upgrade severed sent the upgraded vat nothing in that delivery, nor later in the block.
 * Traps: a call in flight is severed too and its caller rightly only fails; a subscriber that was itself upgraded since is not meant;
 * vats that the plan upgrades later in the block.
 */
export const subscriberGaveUp: UpgradeRule = {
  rule: 'subscriber-gave-up',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.severed
      .filter((severed) => fateOf(severed) === 'gave-up')
      .map((severed) =>
        atSevered(
          upgrade,
          index,
          severed,
          `${vatLabel(severed.subscriber, severed.subscriberName)} was told that ${vatLabel(upgrade.vatID, upgrade.name)} was upgraded and did not subscribe again.`,
        ),
      ),
};
