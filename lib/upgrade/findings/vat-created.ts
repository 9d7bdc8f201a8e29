import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `create-vat` inside the crank that creates the vat; everywhere else that entry is no creation.
 */
export const vatCreated: FactRule = {
  rule: 'vat-created',
  severity: 'info',
  upstream: UPSTREAM.kernel,
  on: 'facts',
  kind: 'vat-created',
  find: (fact) => [atFact(fact, `${vatLabel(fact.vatID ?? '?', fact.name)} was created.`)],
};
