import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Exports of the old incarnation dropped by the upgrade; logged by kernels of u10 to u16 only.
 * Trap: importers may be about to drop them anyway.
 */
export const abandonedExports: FactRule = {
  rule: 'abandoned-exports',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'facts',
  kind: 'abandoned-exports',
  find: (fact) => [
    atFact(
      fact,
      `The upgrade of ${vatLabel(fact.vatID ?? '?', fact.name)} abandoned ${fact.params.count} exported object(s) that others may still hold.`,
    ),
  ],
};
