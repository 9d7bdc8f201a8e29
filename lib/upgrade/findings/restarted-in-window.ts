import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A process started while a block with an upgrade was not committed.
 * Trap: a second upgrade process on purpose; the operator knows.
 */
export const restartedInWindow: FactRule = {
  rule: 'restarted-in-window',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'restarted-in-window',
  find: (fact) => [
    atFact(
      fact,
      `The node was restarted while block ${fact.params.blockHeight} with an upgrade was being executed.`,
    ),
  ],
};
