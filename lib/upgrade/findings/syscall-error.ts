import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A device call answered with an error, which the vat may have caught on purpose: a warning only if that delivery's result is rejected.
 * Trap: an illegal syscall has an error too but no `ksc`; that one is a blocker of its own.
 */
export const syscallError: FactRule = {
  rule: 'syscall-error',
  severity: 'info',
  upstream: UPSTREAM.devices,
  on: 'facts',
  kind: 'syscall-error',
  find: (fact) => [
    {
      ...atFact(
        fact,
        `A device refused ${vatLabel(fact.vatID ?? '?', fact.name)}'s call of ${fact.params.method}: ${fact.text}.${fact.params.rejected ? ' The message that it was made for was rejected.' : ''}`,
      ),
      severity: fact.params.rejected === true ? 'warning' : 'info',
    },
  ],
};
