import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * First `vat-cleanup` of a vat. Clean-ups also go on for vats that ended before the log.
 */
export const vatCleanupProgress: FactRule = {
  rule: 'vat-cleanup-progress',
  severity: 'info',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'cleanup',
  find: (fact) => [atFact(fact, `The kernel began to clean up ${vatLabel(fact.vatID ?? '?', fact.name)}.`)],
};
