import { type DocumentRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A critical vat ended. Kernels before u20 say no more: the panic is the log's end.
 * Trap: since u20 the kernel says itself that it panics; this rule then stays silent.
 */
export const criticalVatEnded: DocumentRule = {
  rule: 'kernel-panic',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'document',
  find: ({ terminations, facts, critical, final, lastCrankLine }) =>
    final && !facts.some((fact) => fact.kind === 'kernel-panic')
      ? terminations
          .filter((row) => critical.get(row.vatID) === true && row.line >= lastCrankLine)
          .map(({ vatID, name, line, byte, time }) => ({
            vatID,
            line,
            byte,
            time,
            message: `The critical vat ${vatLabel(vatID, name)} ended and nothing follows: the kernel must have panicked.`,
            params: { derived: true },
          }))
      : [],
};
