import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

const mebibytes = (bytes: unknown): number => Math.round(Number(bytes) / 2 ** 20);

/**
 * The node's memory after a commit, or a vat's heap snapshot, is a quarter larger than before the upgrade's window.
 * Traps: the node's is without its workers and grows while it warms up; a vat's first snapshot after an upgrade is of a new heap.
 */
export const memoryGrowth: FactRule = {
  rule: 'memory-growth',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'memory-growth',
  find: (fact) => [
    atFact(
      fact,
      `${fact.vatID === null ? "The node's memory" : `The heap of ${vatLabel(fact.vatID, fact.name)}`} grew from ${mebibytes(fact.params.before)} to ${mebibytes(fact.params.after)} MiB.`,
    ),
  ],
};
