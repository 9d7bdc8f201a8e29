import { atFact, type FactRule, vatLabel } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * vatAdmin was asked and made no `upgradeVat` device call, but rejected the request: there is no upgrade crank at all.
 * Trap: zoe has methods of similar names; only deliveries to vatAdmin count.
 */
export const upgradeRefused: FactRule = {
  rule: 'upgrade-refused',
  severity: 'blocker',
  upstream: UPSTREAM.vatAdmin,
  on: 'facts',
  kind: 'upgrade-refused',
  find: (fact) => [
    atFact(
      fact,
      `vatAdmin refused a request to upgrade ${fact.vatID === null ? `the vat of admin node ${fact.params.adminNode}` : vatLabel(fact.vatID, fact.name)}: ${fact.text}.`,
    ),
  ],
};
