import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Repairs that the host injects after a kernel upgrade.
 */
export const kernelUpgradeEvents: FactRule = {
  rule: 'kernel-upgrade-events',
  severity: 'info',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'kernel-upgrade-events',
  find: (fact) => [atFact(fact, `The host injected kernel upgrade events.`)],
};
