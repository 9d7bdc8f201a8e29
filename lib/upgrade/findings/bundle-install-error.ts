import { atFact, type FactRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * `install-bundle` with an error.
 */
export const bundleInstallError: FactRule = {
  rule: 'bundle-install-error',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'facts',
  kind: 'bundle-install-error',
  find: (fact) => [atFact(fact, `A bundle could not be installed: ${fact.text}.`)],
};
