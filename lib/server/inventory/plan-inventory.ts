import { z } from 'zod';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import { inventoryFacts } from '@/lib/server/inventory/inventory-facts';
import { changePlan } from '@/lib/server/plan/change-plan';

export const planInventoryBody = z.object({ inventoryId: z.string().min(1).max(100).nullable() });

/** Names the inventory that a plan is checked against; null: none. It is no part of the digest, and decisions stand. */
export const setPlanInventory = (
  actor: Actor,
  planId: string,
  inventoryId: string | null,
): Promise<PlanView> =>
  changePlan(actor, { verb: 'edit', planId }, async (tx, plan) => {
    const before = plan.inventory?.id ?? null;
    if (before === inventoryId) return false;
    // It must be there and be read before rules can ask it.
    if (inventoryId !== null) await inventoryFacts(tx, inventoryId);
    await tx.plan.update({ where: { id: planId }, data: { inventoryId } });
    await recordAudit(tx, {
      actor: actor.name,
      verb: 'set-plan-inventory',
      subject: `plan:${planId}`,
      before: { inventoryId: before },
      after: { inventoryId },
      digest: plan.digest,
    });
    return true;
  });
