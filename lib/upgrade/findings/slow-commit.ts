import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `fullSaveTime` over five seconds, or what the host did behind the commit over one: the other half of `slow-block`.
 * Trap: a snapshot export in progress.
 */
export const slowCommit: FactRule = {
  rule: 'slow-block',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'slow-commit',
  find: (fact) => [
    atFact(
      fact,
      `Block ${fact.params.blockHeight} took ${Number(fact.params.seconds).toFixed(1)} s ${fact.params.part}.`,
    ),
  ],
};
