import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `vat-cleanup` carries an error.
 */
export const cleanupError: FactRule = {
  rule: 'cleanup-error',
  severity: 'warning',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'cleanup-error',
  find: (fact) => [
    atFact(fact, `Cleaning up ${vatLabel(fact.vatID ?? '?', fact.name)} failed: ${fact.text}.`),
  ],
};
