import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Swing-store and chain disagree; mostly said on stdout only, sometimes as the cause of an unfinished slog event.
 */
export const hostInconsistent: FactRule = {
  rule: 'host-inconsistent',
  severity: 'blocker',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'host-inconsistent',
  find: (fact) => [
    atFact(fact, `The kernel's database and the chain disagree about what was committed: ${fact.text}.`),
  ],
};
