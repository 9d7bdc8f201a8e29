import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `fullSaveTime` over five seconds.
 * Trap: a snapshot export in progress.
 */
export const slowCommit: FactRule = {
  rule: 'slow-commit',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'slow-commit',
  find: (fact) => [
    atFact(
      fact,
      `Committing block ${fact.params.blockHeight} took ${Number(fact.params.seconds).toFixed(1)} s.`,
    ),
  ],
};
