import { atFact, type FactRule, vatLabel, watchedSeverity } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A rejection without a handler.
 * Traps: the bridge vat after a failed core eval (absorbed by it); a client whose severed promise had no handler (said so).
 */
export const unhandledRejection: FactRule = {
  rule: 'unhandled-rejection',
  severity: 'warning',
  upstream: UPSTREAM.xsnapWorker,
  on: 'facts',
  kind: 'unhandled-rejection',
  find: (fact) => [
    {
      ...atFact(
        fact,
        `A promise was rejected in ${vatLabel(fact.vatID ?? '?', fact.name)} and nobody handled it${fact.params.error ? `: ${fact.params.error}` : ''}.${fact.params.severed ? ' It had just been told that a promise was severed by an upgrade.' : ''}`,
      ),
      severity: watchedSeverity(fact),
    },
  ],
};
