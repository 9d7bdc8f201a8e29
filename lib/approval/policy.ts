import type { Role } from '@/lib/people/role';

/** A decision as the rules see it; times are ms since 1970, `roles` are those that the actor had when deciding. */
export type Decision = {
  readonly digest: string;
  readonly actor: string;
  readonly roles: readonly Role[];
  readonly decision: 'approve' | 'decline';
  readonly createdAt: number;
  readonly withdrawnAt: number | null;
};

/** Decisions on a digest that were not taken back, the newest of each actor, oldest first. */
export function standingOn<D extends Omit<Decision, 'roles'>>(decisions: readonly D[], digest: string): D[] {
  const byActor = new Map<string, D>();
  for (const decision of decisions) {
    if (decision.digest !== digest || decision.withdrawnAt !== null) continue;
    byActor.delete(decision.actor);
    byActor.set(decision.actor, decision);
  }
  return [...byActor.values()];
}

/** The decision by which an actor stands for a digest now, if there is one. */
export const standingDecision = <D extends Omit<Decision, 'roles'>>(
  decisions: readonly D[],
  digest: string,
  actor: string,
): D | undefined => standingOn(decisions, digest).find((decision) => decision.actor === actor);
