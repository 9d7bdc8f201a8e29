import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The kernel upgrades a vat from another incarnation than the log left it in.
 * Trap: a restored database may start elsewhere; only logs with blocks are judged, where lost work is known.
 */
export const wrongIncarnation: FactRule = {
  rule: 'wrong-incarnation',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'wrong-incarnation',
  find: (fact) => [
    atFact(
      fact,
      `${vatLabel(fact.vatID ?? '?', fact.name)} was upgraded from incarnation ${fact.params.said}; the log left it at ${fact.params.expected}.`,
    ),
  ],
};
