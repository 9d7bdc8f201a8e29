import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A syscall that the kernel could not translate: no `ksc`. The cause of a termination.
 * Trap: replayed syscalls have no `ksc` either.
 */
export const illegalSyscall: FactRule = {
  rule: 'illegal-syscall',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'illegal-syscall',
  find: (fact) => [
    atFact(
      fact,
      `${vatLabel(fact.vatID ?? '?', fact.name)} made an illegal syscall; the kernel terminates it at the end of the crank.`,
    ),
  ],
};
