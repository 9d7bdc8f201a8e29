import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A vat paged in did not repeat what its transcript holds ("anachrophobia"); fatal for that node.
 * Trap: usually a wrong build on one node. Without kernel console (before u20) only a replay that never finished is seen,
 * which a killed process leaves too.
 */
export const replayDivergence: FactRule = {
  rule: 'replay-divergence',
  severity: 'blocker',
  upstream: UPSTREAM.transcript,
  on: 'facts',
  kind: 'replay-divergence',
  find: (fact) => [
    atFact(
      fact,
      `${vatLabel(fact.vatID ?? '?', fact.name)} did other syscalls when replayed than when it first ran: ${fact.text}.`,
    ),
  ],
};
