import { atFact, consoleText, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A vat logged at level warn; once per group of lines, without the benign ones.
 */
export const consoleWarn: FactRule = {
  rule: 'console-warn',
  severity: 'info',
  upstream: UPSTREAM.liveslots,
  on: 'facts',
  kind: 'console',
  find: (fact) =>
    fact.params.level === 'warn'
      ? [atFact(fact, `${vatLabel(fact.vatID ?? '?', fact.name)} logged a warning: ${consoleText(fact)}`)]
      : [],
};
