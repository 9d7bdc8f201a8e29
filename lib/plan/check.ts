import type { Plan, Step } from '@/lib/plan/plan';

/** Something about a plan that would not work or is not wise; `stepId` names the step it is about. */
export type PlanProblem = {
  readonly severity: 'blocker' | 'warning';
  readonly stepId: string | null;
  readonly message: string;
};

const duplicates = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, i) => values.indexOf(value) !== i)),
];

function checkStep(step: Step): PlanProblem[] {
  const vats = step.proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat));
  const about = { stepId: step.id };
  const problems: PlanProblem[] = [];
  if (step.proposals.length === 0)
    problems.push({
      ...about,
      severity: 'blocker',
      message: `"${step.title}" has no proposal, so it would do nothing.`,
    });
  if (new Set(vats).size > 1)
    problems.push({
      ...about,
      severity: 'warning',
      message: `"${step.title}" upgrades ${vats.join(' and ')} in one run; one vat per step keeps them apart.`,
    });
  return problems;
}

/** What is wrong with a plan as it stands, in the order of its steps; empty when nothing is known against it. */
export function checkPlan(plan: Plan): PlanProblem[] {
  const vats = plan.steps.flatMap(({ proposals }) =>
    proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat)),
  );
  const problems = plan.steps.flatMap(checkStep);
  if (plan.steps.length === 0)
    problems.push({ severity: 'blocker', stepId: null, message: 'The plan has no steps.' });
  for (const vat of duplicates(vats))
    problems.push({ severity: 'warning', stepId: null, message: `${vat} is upgraded more than once.` });
  return problems;
}
