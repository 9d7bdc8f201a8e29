import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The crank number never skips within a process, not even over an aborted crank.
 * Trap: filtered files have gaps by intention.
 */
export const logGap: FactRule = {
  rule: 'log-gap',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'facts',
  kind: 'log-gap',
  find: (fact) => [
    atFact(fact, `Crank numbers jump from ${fact.params.after} to ${fact.params.next}: lines are missing.`),
  ],
};
