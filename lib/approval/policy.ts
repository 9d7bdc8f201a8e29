/** A decision as the rules see it; times are ms since 1970. */
export type Decision = {
  readonly digest: string;
  readonly actor: string;
  readonly decision: 'approve' | 'decline';
  readonly createdAt: number;
  readonly withdrawnAt: number | null;
};

const standsAt = (decision: Decision, time: number): boolean =>
  decision.createdAt <= time && (decision.withdrawnAt === null || decision.withdrawnAt > time);

/** Was this digest approved at that time: somebody had approved it, nobody declined it? */
export function isApprovedAt(decisions: readonly Decision[], digest: string, time: number): boolean {
  const standing = decisions.filter((decision) => decision.digest === digest && standsAt(decision, time));
  return (
    standing.some(({ decision }) => decision === 'approve') &&
    !standing.some(({ decision }) => decision === 'decline')
  );
}

/** Is this digest approved as decisions stand now? */
export const isApproved = (decisions: readonly Decision[], digest: string): boolean =>
  isApprovedAt(decisions, digest, Number.POSITIVE_INFINITY);

/** The decision by which an actor stands for a digest now, if there is one. */
export const standingDecision = <D extends Decision>(
  decisions: readonly D[],
  digest: string,
  actor: string,
): D | undefined =>
  decisions.findLast((d) => d.digest === digest && d.actor === actor && d.withdrawnAt === null);
