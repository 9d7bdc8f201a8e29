import { atUpgrade, type UpgradeRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The new code did not start; the kernel unwound the crank.
 * Traps: a retry may succeed later, the finding stays; the kernel's own line has level `log`, a filter on level misses it.
 */
export const upgradeRolledBack: UpgradeRule = {
  rule: 'upgrade-rolled-back',
  severity: 'blocker',
  upstream: UPSTREAM.upgradeDoc,
  on: 'upgrades',
  find: (upgrade, index) =>
    upgrade.outcome === 'rolled-back'
      ? [
          atUpgrade(
            upgrade,
            index,
            `The new code of ${vatLabel(upgrade.vatID, upgrade.name)} did not start: ${upgrade.error ?? 'the log does not say why'}. The old incarnation goes on.`,
            { error: upgrade.error },
          ),
        ]
      : [],
};
