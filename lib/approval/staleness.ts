import type { Decision } from '@/lib/approval/policy';

/** A decision on another digest than the plan's is stale: kept and shown, but it counts for nothing. */
export const isStale = (decision: Pick<Decision, 'digest'>, currentDigest: string): boolean =>
  decision.digest !== currentDigest;

/**
 * What a new digest does to the decisions: `retain` where it is the one they named, `clear` where none of the new digest's stand,
 * `replace` where the plan returns to a digest that was decided on before.
 */
export function afterChange(
  decisions: readonly Pick<Decision, 'digest' | 'withdrawnAt'>[],
  before: string,
  after: string,
): 'retain' | 'replace' | 'clear' {
  if (before === after) return 'retain';
  const returns = decisions.some(({ digest, withdrawnAt }) => digest === after && withdrawnAt === null);
  return returns ? 'replace' : 'clear';
}
