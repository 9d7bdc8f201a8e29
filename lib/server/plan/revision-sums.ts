import { setImmediate } from 'node:timers/promises';
import { checkPlan } from '@/lib/plan/check';
import { emptyPlan } from '@/lib/plan/empty-plan';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { plannedVats, SHOWN_VATS } from '@/lib/plan/plan-look';
import type { PlanHead } from '@/lib/plan/plan-view';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import type { Violation } from '@/lib/plan/violation';
import type { Tx } from '@/lib/server/db/open-database';
import { planDigest, sha256 } from '@/lib/server/digest';
import { inventoryFacts } from '@/lib/server/inventory/inventory-facts';

/** What lists and verdicts need of a revision's content. Neither it nor an inventory changes, so this is worked out once for both in a process. */
export type RevisionSum = Pick<
  PlanHead,
  'digest' | 'chain' | 'upgradeName' | 'target' | 'stepCount' | 'vats' | 'vatCount' | 'policy'
> & {
  readonly violations: readonly Violation[];
  /** The mark of the steps that each hard violation is about, by its key. */
  readonly marks: ReadonlyMap<string, string | null>;
};

/** A plan as the database keeps it, checked again: a row that somebody edited by hand must not be executed. */
export function storedPlan(content: unknown, planId: string): Plan {
  const parsed = parsePlan(content);
  if (!parsed.ok) throw new Error(`The stored plan ${planId} is damaged: ${parsed.error}`);
  return parsed.value;
}

/** Names the content of the steps that a violation is about, wherever they stand and whatever they are called; null where it is about none. */
export function stepsMark(plan: Plan, { stepIds }: Violation): string | null {
  const steps = plan.steps.filter(({ id }) => stepIds.includes(id));
  if (steps.length === 0) return null;
  const alone = steps.map((step) => planDigest({ ...emptyPlan(plan.chain, ''), steps: [step] }));
  return sha256(alone.toSorted().join(' '));
}

/** Works a plan's sum out, with what is known of its chain. */
export function sumOf(plan: Plan, facts: PlanFacts = {}): RevisionSum {
  const violations = checkPlan(plan, facts);
  const hard = violations.filter(({ strength }) => strength === 'hard');
  const { chain, upgradeName, target, policy } = plan;
  const vats = plannedVats({ plan });
  return {
    digest: planDigest(plan),
    chain,
    upgradeName,
    target,
    stepCount: plan.steps.length,
    vats: vats.slice(0, SHOWN_VATS),
    vatCount: vats.length,
    policy,
    violations,
    marks: new Map(hard.map((violation) => [violation.key, stepsMark(plan, violation)])),
  };
}

export type RevisionName = { readonly planId: string; readonly no: number };
/** With the inventory that its rules know. */
export type WantedRevision = RevisionName & { readonly inventoryId: string | null };
const nameOf = ({ planId, no }: RevisionName): string => `${planId} ${no}`;
const knownAs = (wanted: WantedRevision): string => `${nameOf(wanted)} ${wanted.inventoryId ?? ''}`;

const MOST = 2_000;
const known = new Map<string, RevisionSum>();

function remember(name: string, sum: RevisionSum): void {
  known.set(name, sum);
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
}

/** The sums of revisions; only the contents of those not met before are read. Those that are not there are left out. */
export async function revisionSums(
  tx: Tx,
  wanted: readonly WantedRevision[],
): Promise<(name: RevisionName) => RevisionSum | undefined> {
  const sums = new Map(wanted.map((name) => [nameOf(name), known.get(knownAs(name))]));
  const missing = wanted.filter((name) => sums.get(nameOf(name)) === undefined);
  if (missing.length > 0) {
    const OR = missing.map(({ planId, no }) => ({ planId, no }));
    const rows = await tx.planRevision.findMany({ where: { OR } });
    for (const row of rows) {
      const { inventoryId } = missing.find((name) => nameOf(name) === nameOf(row)) ?? { inventoryId: null };
      const facts = inventoryId === null ? {} : await inventoryFacts(tx, inventoryId);
      const sum = sumOf(storedPlan(row.content, row.planId), facts);
      sums.set(nameOf(row), sum);
      remember(knownAs({ ...row, inventoryId }), sum);
      // Hundreds of large plans that were never met take seconds; who waits for something else does not wait for them.
      await setImmediate();
    }
  }
  return (name) => sums.get(nameOf(name));
}
