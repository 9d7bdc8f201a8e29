import { type TerminationRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A vat ended, by any of its traces.
 * Traps: it may be intended (a plan that ends an instance, a contract that is done), which only the plan knows; up to three traces of
 * one vat are one row.
 */
export const vatTerminated: TerminationRule = {
  rule: 'vat-terminated',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'terminations',
  find: ({ vatID, name, failure, info, line, byte, time, evidence }) => [
    {
      vatID,
      line,
      byte,
      time,
      message: `${vatLabel(vatID, name)} ${failure ? 'was terminated with a failure' : 'ended itself'}${info ? `: ${info}` : ''}.`,
      params: { failure, info, evidence },
    },
  ],
};
