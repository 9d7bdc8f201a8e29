import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * A gap between two entries' monotonic clocks inside a run, longer than ten minutes.
 * Traps: bundling and kernel start are silent for minutes but outside of runs; a huge replay or snapshot.
 */
export const runStalled: FactRule = {
  rule: 'run-stalled',
  severity: 'blocker',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'run-stalled',
  find: (fact) => [
    atFact(fact, `Nothing was logged for ${Math.round(Number(fact.params.seconds))} s inside a run.`),
  ],
};
