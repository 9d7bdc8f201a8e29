import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Exports of the old incarnation that the new one does not have. Kernels of u10 to u16 log each; for later ones the heap exports that
 * bringOutYourDead counted are a rough number, and only information: the log does not say whether anybody holds one.
 * Trap: importers may be about to drop them anyway.
 */
export const abandonedExports: FactRule = {
  rule: 'abandoned-exports',
  severity: 'warning',
  upstream: UPSTREAM.upgradeDoc,
  on: 'facts',
  kind: 'abandoned-exports',
  find: (fact) => [
    {
      ...atFact(
        fact,
        `The upgrade of ${vatLabel(fact.vatID ?? '?', fact.name)} abandoned ${fact.params.estimated ? 'about ' : ''}${fact.params.count} exported object(s) that others may still hold.`,
      ),
      severity: fact.params.estimated === true ? 'info' : 'warning',
    },
  ],
};
