import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A vat that was not in memory needed a replay; its time is no part of what it then did.
 */
export const pageIn: FactRule = {
  rule: 'page-in',
  severity: 'info',
  upstream: UPSTREAM.transcript,
  on: 'facts',
  kind: 'page-in',
  find: (fact) => [
    atFact(
      fact,
      `${vatLabel(fact.vatID ?? '?', fact.name)} was paged in by replaying ${fact.params.deliveries} transcript items${typeof fact.params.seconds === 'number' ? ` in ${fact.params.seconds.toFixed(1)} s` : ''}.`,
    ),
  ],
};
