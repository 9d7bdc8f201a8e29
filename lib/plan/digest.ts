import type { Constraint, Plan, Step } from '@/lib/plan/plan';
import type { ApprovalPolicy } from '@/lib/plan/policy';

/** JSON with sorted keys and no spaces: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}

/** Things whose order means nothing, each once. */
const asSet = (values: readonly unknown[]): string[] => [...new Set(values.map(canonicalJson))].sort();

/** What a step does, and nothing else: not its id, title, notes or links, and of `together` only whether it was declared. */
export const effectOfStep = (step: Step): unknown =>
  step.kind === 'act'
    ? { act: step.act, what: step.what }
    : { proposals: step.proposals, together: step.together !== null };

const effectOfConstraint = ({ first, then, strength }: Constraint): unknown => ({ first, then, strength });

/** A demand that is not made leaves no trace: digests from before it could be made stay. */
const effectOfPolicy = ({ needs, needsCoverage, ...rest }: ApprovalPolicy): unknown => ({
  ...rest,
  ...(needsCoverage ? { needsCoverage } : {}),
  needs: needs.map(({ roles, count }) => ({ roles: asSet(roles), count })),
});

/** What would happen, and who must agree. */
const whatHappens = (plan: Plan): unknown => ({
  chain: plan.chain,
  upgradeName: plan.upgradeName,
  target: plan.target,
  steps: plan.steps.map(effectOfStep),
  vatOptionUpdates: plan.vatOptionUpdates.map(({ vatID, options }) => ({ vatID, options })),
  constraints: asSet(plan.constraints.map(effectOfConstraint)),
  policy: effectOfPolicy(plan.policy),
});

/** The plan's digest, which approvals and runs name. Two plans share it exactly if the same would happen under the same rules. */
export const digestPlan = (plan: Plan, sha256: (text: string) => string): string =>
  sha256(canonicalJson(whatHappens(plan)));
