// How much a run may do, counted in beans as the chain's host counts.

/** Beans as in the chain's default parameters. */
export const BEANS = { xsnapComputron: 100n, blockComputeLimit: 800_000_000n, vatCreation: 30_000_000n };
const FAILED_CRANK_COMPUTRONS = 1_000_000n;

/**
 * A block's budget. `limit` undefined means that the block must do all its work: the upgrade block, the bootstrap.
 * @param {bigint | undefined} limit
 */
export function makeBeanCounter(limit) {
  let total = 0n;
  let stopped = false;
  const goOn = () => !stopped && (limit === undefined || total < limit);
  /** @param {bigint} beans */
  const add = (beans) => {
    total += beans;
    return goOn();
  };
  const policy = {
    vatCreated: () => add(BEANS.vatCreation),
    /** @param {{ computrons?: bigint }} details */
    crankComplete: (details = {}) => add((details.computrons ?? 0n) * BEANS.xsnapComputron),
    crankFailed: () => add(FAILED_CRANK_COMPUTRONS * BEANS.xsnapComputron),
    emptyCrank: goOn,
    allowCleanup: () => false,
  };
  return harden({
    policy: harden(policy),
    cleanupPolicy: harden({ ...policy, allowCleanup: () => ({ default: 5, kv: 50 }) }),
    goOn,
    total: () => total,
    remaining: () => (limit === undefined ? undefined : limit - total),
    stop() {
      stopped = true;
    },
  });
}
