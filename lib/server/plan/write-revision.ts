import { afterChange } from '@/lib/approval/staleness';
import { diffPlans, sayChange } from '@/lib/plan/diff';
import { canonicalJson } from '@/lib/plan/digest';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import type { Actor } from '@/lib/server/actor';
import { recordAudit } from '@/lib/server/audit';
import type { Tx } from '@/lib/server/db/open-database';
import { planDigest } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { asJson } from '@/lib/server/plan/plan-rows';

/** What a plan becomes, and the verb that the audit names. */
export type NewRevision = {
  readonly verb: 'save-plan' | 'restore-plan';
  readonly plan: Plan;
  readonly title: string;
  readonly why: string | null;
  readonly restoredFrom?: number;
};

/** Refuses a change that was made to another revision than the current one; the current one comes with the refusal. */
export function checkBase(plan: PlanView, baseRevision: number): void {
  if (plan.revisionNo === baseRevision) return;
  throw new ServerError(
    'conflict',
    `"${plan.title}" is at revision ${plan.revisionNo} by ${plan.author}; this change was made to revision ${baseRevision}.`,
    { hint: 'Look at the current plan and make the change again there.', current: plan },
  );
}

/** The log says what changed; the contents are in the revisions that its row names. */
const MOST_CHANGES = 30;

function changesInWords(before: Plan, after: Plan): string[] {
  const changes = diffPlans(before, after).map(sayChange);
  const rest = changes.length - MOST_CHANGES;
  return rest <= 0 ? changes : [...changes.slice(0, MOST_CHANGES), `and ${rest} more changes`];
}

const changesNothing = (before: PlanView, { plan, title }: NewRevision): boolean =>
  canonicalJson(before.plan) === canonicalJson(plan) && title === before.title;

/** Writes the next revision with its audit row; false where it would say what the plan says already. */
export async function writeRevision(
  tx: Tx,
  actor: Actor,
  { before, next }: { readonly before: PlanView; readonly next: NewRevision },
): Promise<boolean> {
  if (changesNothing(before, next)) return false;
  const { verb, plan, title, why, restoredFrom = null } = next;
  const no = before.revisionNo + 1;
  const digest = planDigest(plan);
  const revision = { planId: before.id, no, digest, title, content: asJson(plan), author: actor.name, why };
  await tx.planRevision.create({ data: { ...revision, restoredFrom } });
  await tx.plan.update({ where: { id: before.id }, data: { revisionNo: no, title } });
  await recordAudit(tx, {
    actor: actor.name,
    verb,
    subject: `plan:${before.id}`,
    before: { revisionNo: before.revisionNo, title: before.title, digest: before.digest },
    after: {
      revisionNo: no,
      title,
      ...(restoredFrom === null ? {} : { restoredFrom }),
      approvals: afterChange(before.approvals, before.digest, digest),
      changes: changesInWords(before.plan, plan),
    },
    why,
    digest,
  });
  return true;
}
