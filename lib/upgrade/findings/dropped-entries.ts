import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The slog sender says that it could not keep up and lost entries.
 */
export const droppedEntries: FactRule = {
  rule: 'dropped-entries',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'facts',
  kind: 'dropped-entries',
  find: (fact) => [atFact(fact, `The sender dropped ${fact.params.count} entries before this one.`)],
};
