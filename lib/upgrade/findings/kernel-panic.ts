import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * The kernel gave up; on a chain every node halts here.
 * Trap: vats' own console can hold the same text in tests; only source `kernel` counts (the fold sees to it).
 */
export const kernelPanic: FactRule = {
  rule: 'kernel-panic',
  severity: 'blocker',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'kernel-panic',
  find: (fact) => [atFact(fact, `The kernel panicked: ${fact.text}. On a chain every node would stop here.`)],
};
