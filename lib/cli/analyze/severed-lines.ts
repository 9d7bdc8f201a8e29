import type { Reconciliation } from '@/lib/reconcile/reconcile';

/** Who was to be severed by each upgrade and who was, one line each; none without an inventory. */
export const severedLines = ({ severed = [] }: Reconciliation): string[] =>
  severed.map(
    ({ name, vatID, observed, verdict, why }) => `${name ?? vatID}: ${verdict}, ${observed} told; ${why}`,
  );
