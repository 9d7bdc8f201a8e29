import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A worker failed a delivery outside creation and upgrade; the vat is terminated for it.
 * Trap: a method that throws is no such thing, its delivery is `ok`.
 */
export const deliveryError: FactRule = {
  rule: 'delivery-error',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'delivery-error',
  find: (fact) => [
    atFact(fact, `A delivery to ${vatLabel(fact.vatID ?? '?', fact.name)} failed: ${fact.text}.`),
  ],
};
