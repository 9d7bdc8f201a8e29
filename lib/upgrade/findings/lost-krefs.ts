import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Kernel console starting `Ignoring lost krefs`.
 * Trap: expected after a rolled-back crank.
 */
export const lostKrefs: FactRule = {
  rule: 'lost-krefs',
  severity: 'warning',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'lost-krefs',
  find: (fact) => [atFact(fact, `The kernel ignored references that it had lost: ${fact.text}.`)],
};
