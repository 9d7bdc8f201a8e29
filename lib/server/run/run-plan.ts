import { z } from 'zod';
import type { Run } from '@/lib/generated/prisma/client';
import type { Tx } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import { fetchPlan } from '@/lib/server/plan/plan-rows';

/** The plan that a run executes; without a digest the plan as it is now. */
export const namedPlan = z.object({
  id: z.string().min(1).max(100),
  digest: z.string().min(1).max(100).optional(),
});
export type NamedPlan = z.infer<typeof namedPlan>;

export type PlanColumns = Pick<Run, 'planId' | 'planDigest' | 'planApproved'>;
export const NO_PLAN: PlanColumns = { planId: null, planDigest: null, planApproved: null };

/**
 * What a run's row says of a plan, within a transaction; refused where there is no such plan, or none of its revisions has the digest.
 * `planApproved` is of this moment and of the plan as it is now: of an older digest it is not known.
 */
export async function planColumns(tx: Tx, { id, digest }: NamedPlan): Promise<PlanColumns> {
  const plan = await fetchPlan(tx, id);
  if (digest === undefined || digest === plan.digest)
    return { planId: id, planDigest: plan.digest, planApproved: plan.approved };
  const revision = await tx.planRevision.findFirst({ where: { planId: id, digest }, select: { no: true } });
  if (!revision)
    throw new ServerError(
      'bad-input',
      `No revision of "${plan.title}" has the digest ${digest.slice(0, 12)}….`,
      {
        hint: 'Leave the digest out for the plan as it is now, or take one from its history.',
      },
    );
  return { planId: id, planDigest: digest, planApproved: null };
}
