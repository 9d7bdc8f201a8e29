import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `terminate` in the crank that creates the vat. Not a termination, and no panic even for a critical vat.
 */
export const vatCreationFailed: FactRule = {
  rule: 'vat-creation-failed',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'vat-creation-failed',
  find: (fact) => [
    atFact(fact, `${vatLabel(fact.vatID ?? '?', fact.name)} could not be created: ${fact.text}.`),
  ],
};
