import { rehearsalPlan } from '@/lib/plan/rehearsal-plan';
import type { Database } from '@/lib/server/db/open-database';
import { insertPlan } from '@/lib/server/plan/create-plan';

/** Any number that only this uses: two servers that start at once must not both see an empty database. */
const SEED_LOCK = 20_261_124;

/** Gives an empty database the plan that the built-in rehearsal can carry out. */
export async function seedPlan({ prisma }: Database): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK}::bigint)`;
    if ((await tx.plan.count()) > 0 || (await tx.run.count()) > 0) return;
    await insertPlan(tx, rehearsalPlan(), { title: 'Rehearsal upgrade', author: 'vatdeck' });
  });
}
