import type { Found } from '@/lib/upgrade/findings/rule';

/**
 * What a node's `crank-finish` tells of one crank, in the order of its log: `activityhash` is a running hash of all that the kernel did,
 * so that two honest nodes have the same at the same crank. `blockHeight` is that of the block that committed the crank.
 */
export type CrankHash = {
  crankNum: number;
  activityhash: string;
  blockHeight: number | null;
  line: number;
  byte: number;
  time: number | null;
};

const placed = ({ line, byte, time }: CrankHash, message: string, params: Found['params']): Found => ({
  line,
  byte,
  time,
  message,
  params,
});

/**
 * The first committed crank at which two nodes did different things; null where their logs agree as far as both reach, or have no crank
 * in common. Give it the cranks of committed executions only, in rising order; it reads both once and holds none. Cranks that only one
 * log has are passed over. The finding stands in the first log.
 * Traps: logs of different chains or clones differ from the start, which is said (`shared` is 0); a document does not hold the hashes,
 * so the logs themselves must be read.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/SwingSet/src/kernel/state/kernelKeeper.js
 */
export function divergenceBetweenNodes(
  one: Iterable<CrankHash>,
  other: Iterable<CrankHash>,
): (Found & { rule: 'divergence-between-nodes'; severity: 'blocker' }) | null {
  const left = one[Symbol.iterator]();
  const right = other[Symbol.iterator]();
  let shared = 0;
  let a = left.next();
  let b = right.next();
  while (!a.done && !b.done) {
    const ours = a.value;
    const theirs = b.value;
    if (ours.crankNum < theirs.crankNum) a = left.next();
    else if (ours.crankNum > theirs.crankNum) b = right.next();
    else if (ours.activityhash !== theirs.activityhash)
      return { ...difference(ours, theirs, shared), rule: 'divergence-between-nodes', severity: 'blocker' };
    else {
      shared += 1;
      a = left.next();
      b = right.next();
    }
  }
  return null;
}

function difference(ours: CrankHash, theirs: CrankHash, shared: number): Found {
  const where = `${ours.crankNum}${ours.blockHeight === null ? '' : ` in block ${ours.blockHeight}`}`;
  const started = shared === 0 ? ' It is the first that both logs have: are they of one chain?' : '';
  return placed(ours, `The two nodes did different things in crank ${where}.${started}`, {
    crankNum: ours.crankNum,
    blockHeight: ours.blockHeight,
    otherBlockHeight: theirs.blockHeight,
    otherLine: theirs.line,
    shared,
  });
}
