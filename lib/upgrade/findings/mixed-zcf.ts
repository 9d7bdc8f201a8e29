import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** Zoe names the vat of every contract so; what it runs is ZCF, which loads the contract. */
const CONTRACT = /^zcf-/;

/**
 * Vats of contracts run different ZCF bundles, as far as the log tells which bundle a vat runs.
 * Trap: a chain of some age always has several generations; a warning only where an upgrade of this log put a contract on another
 * ZCF than it had.
 */
export const mixedZcf: DocumentRule = {
  rule: 'mixed-zcf',
  severity: 'info',
  upstream: UPSTREAM.zoeInstance,
  on: 'document',
  find: ({ vats, upgrades }) => {
    const contracts = vats.filter(
      ({ name, bundleID, state }) =>
        name !== null &&
        CONTRACT.test(name) &&
        bundleID !== null &&
        (state === 'live' || state === 'upgrading'),
    );
    const bundles = new Set(contracts.map(({ bundleID }) => bundleID));
    if (bundles.size < 2) return [];
    const ids = new Set(contracts.map(({ vatID }) => vatID));
    const changed = upgrades.findLast(
      ({ vatID, outcome, lost, bundleID, bundleBefore }) =>
        ids.has(vatID) && outcome === 'upgraded' && !lost && bundleID !== bundleBefore,
    );
    return [
      {
        ...(changed ? { severity: 'warning' } : {}),
        line: changed?.startLine ?? contracts.at(-1)?.firstLine ?? 1,
        byte: changed?.startByte ?? 0,
        time: changed?.startTime ?? null,
        message: `The vats of ${contracts.length} contracts run ${bundles.size} different ZCF bundles.`,
        params: { contracts: contracts.length, bundles: bundles.size },
      },
    ];
  },
};
