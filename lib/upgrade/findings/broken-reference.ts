import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A message to an object that an upgrade left behind (heap or virtual, not durable): refused without a delivery.
 * Traps: targets of vats that did terminate; leftovers of upgrades before the log (only after the first upgrade seen).
 */
export const brokenReference: FactRule = {
  rule: 'broken-reference',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'facts',
  kind: 'broken-reference',
  find: (fact) => [
    atFact(
      fact,
      `${vatLabel(fact.vatID ?? '?', fact.name)} was told "vat terminated" for a message to ${fact.params.target}, though that vat lives: an upgrade abandoned the object.`,
    ),
  ],
};
