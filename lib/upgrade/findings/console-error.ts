import { atFact, consoleText, type FactRule, vatLabel, watchedSeverity } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A vat logged at level error; once per group of lines. A warning from the start of an upgrade's process to ten blocks behind the
 * upgrade's, else for information.
 * Traps: the benign list; lines of a failed upgrade or eval are part of that finding; replays print again before u16.
 */
export const consoleError: FactRule = {
  rule: 'console-error',
  severity: 'warning',
  upstream: UPSTREAM.liveslots,
  on: 'facts',
  kind: 'console',
  find: (fact) =>
    fact.params.level === 'error'
      ? [
          {
            ...atFact(
              fact,
              `${vatLabel(fact.vatID ?? '?', fact.name)} logged an error: ${consoleText(fact)}`,
            ),
            severity: watchedSeverity(fact),
          },
        ]
      : [],
};
