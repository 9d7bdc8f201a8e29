import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The slogger's own alarm; never expected.
 */
export const sloggerConfused: FactRule = {
  rule: 'slogger-confused',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'facts',
  kind: 'slogger-confused',
  find: (fact) => [atFact(fact, `The kernel's own log consistency check failed: ${fact.text}.`)],
};
