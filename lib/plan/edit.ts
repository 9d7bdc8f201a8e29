import { assertNever } from '@/lib/base/assert';
import { err, ok, type Result } from '@/lib/base/result';
import { canonicalJson } from '@/lib/plan/digest';
import {
  addStep,
  mergeSteps,
  moveProposal,
  moveSteps,
  orderSteps,
  type ProposalPlace,
  removeSteps,
  splitStep,
  stepOf,
} from '@/lib/plan/edit-steps';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { ActStep, CoreEvalStep, Plan, Step } from '@/lib/plan/plan';

type Fixed = 'id' | 'kind';

/** New values of a step's fields; those of code only for code, those of acts only for acts. */
export type StepPatch = Partial<Omit<CoreEvalStep, Fixed>> | Partial<Omit<ActStep, Fixed | 'proposals'>>;
export type PlanPatch = Partial<Omit<Plan, 'schema' | 'steps'>>;

/**
 * Something that a person does to a plan, named so that it still means something on another revision: steps by id, places among the
 * others. `to` counts from 0. Optional: `id` of a split's new step, so that later edits can name it; `module` that a moved proposal has.
 */
export type Edit =
  | { readonly type: 'move-steps'; readonly stepIds: readonly string[]; readonly to: number }
  | { readonly type: 'order-steps'; readonly stepIds: readonly string[] }
  | { readonly type: 'split-step'; readonly stepId: string; readonly at: number; readonly id?: string }
  | { readonly type: 'merge-steps'; readonly stepIds: readonly string[] }
  | {
      readonly type: 'move-proposal';
      readonly from: ProposalPlace;
      readonly to: ProposalPlace;
      readonly module?: string;
    }
  | { readonly type: 'add-step'; readonly step: Step; readonly to: number }
  | { readonly type: 'remove-steps'; readonly stepIds: readonly string[] }
  | { readonly type: 'change-step'; readonly stepId: string; readonly patch: StepPatch }
  | { readonly type: 'change-plan'; readonly patch: PlanPatch };

const FIELDS: Readonly<Record<Step['kind'], readonly string[]>> = {
  'core-eval': ['title', 'notes', 'links', 'proposals', 'together'],
  act: ['title', 'notes', 'links', 'act', 'what'],
};

const patched = <T extends object>(value: T, patch: object): T => {
  const after = { ...value, ...patch };
  return canonicalJson(after) === canonicalJson(value) ? value : after;
};

function changeStep(steps: readonly Step[], stepId: string, patch: StepPatch): Result<readonly Step[]> {
  const found = stepOf(steps, stepId);
  if (!found.ok) return found;
  const step = found.value;
  const stranger = Object.keys(patch).find((field) => !FIELDS[step.kind].includes(field));
  if (stranger !== undefined)
    return err(`"${step.title}" ${step.kind === 'act' ? 'is not code' : 'is code'}; it has no ${stranger}.`);
  const after = patched(step, patch);
  return ok(after === step ? steps : steps.map((old) => (old === step ? after : old)));
}

function editSteps(
  steps: readonly Step[],
  edit: Exclude<Edit, { type: 'change-plan' }>,
  newId: () => string,
) {
  switch (edit.type) {
    case 'move-steps':
      return moveSteps(steps, edit);
    case 'order-steps':
      return orderSteps(steps, edit.stepIds);
    case 'split-step':
      return splitStep(steps, { stepId: edit.stepId, at: edit.at, id: edit.id ?? newId() });
    case 'merge-steps':
      return mergeSteps(steps, edit.stepIds);
    case 'move-proposal':
      return moveProposal(steps, edit);
    case 'add-step':
      return addStep(steps, edit);
    case 'remove-steps':
      return removeSteps(steps, edit.stepIds);
    case 'change-step':
      return changeStep(steps, edit.stepId, edit.patch);
    default:
      return assertNever(edit);
  }
}

/** What was written by hand must make a plan; moves of what is a plan already do. */
function whole(plan: Plan): Result<Plan> {
  const parsed = parsePlan(plan);
  return parsed.ok ? ok(plan) : err(parsed.error);
}

/**
 * The plan after an edit: the very same plan when nothing changes, and steps that are not touched stay the same objects; or in words
 * why it cannot be done. Only `remove-steps` and a patch of proposals can lose a proposal. Rules of order are not asked: see `brokenBy`.
 */
export function applyEdit(plan: Plan, edit: Edit, newId: () => string): Result<Plan> {
  if (edit.type === 'change-plan') {
    const { patch } = edit;
    if ('steps' in patch || 'schema' in patch) return err('The steps of a plan are not changed as a whole.');
    const after = patched(plan, patch);
    return after === plan ? ok(plan) : whole(after);
  }
  const steps = editSteps(plan.steps, edit, newId);
  if (!steps.ok) return steps;
  if (steps.value === plan.steps) return ok(plan);
  const after = { ...plan, steps: steps.value };
  return edit.type === 'change-step' || edit.type === 'add-step' ? whole(after) : ok(after);
}

/** Does the edits again, in their order, on another plan; those that cannot be done there are left out, with the reason. */
export function rebaseEdits(
  edits: readonly Edit[],
  onto: Plan,
  newId: () => string,
): { readonly plan: Plan; readonly dropped: readonly { readonly edit: Edit; readonly why: string }[] } {
  let plan = onto;
  const dropped: { edit: Edit; why: string }[] = [];
  for (const edit of edits) {
    const result = applyEdit(plan, edit, newId);
    if (result.ok) plan = result.value;
    else dropped.push({ edit, why: result.error });
  }
  return { plan, dropped };
}

const titlesOf = (stepIds: readonly string[], { steps }: Plan): string => {
  const titles = steps.filter(({ id }) => stepIds.includes(id)).map(({ title }) => title);
  return titles.length > 3 ? `${titles.length} steps` : titles.join(', ') || 'a step that is gone';
};

const placeWords = (at: number, count: number, of: number): string =>
  count > 1 ? `positions ${at + 1} to ${at + count} of ${of}` : `position ${at + 1} of ${of}`;

const fieldsOf = (patch: object): string => Object.keys(patch).join(', ') || 'nothing';

/** The place where a moved group will stand: an edit may name one beyond the ends. */
const placeIn = (to: number, others: number): number => Math.min(others, Math.max(0, Math.trunc(to) || 0));

function sayMove(stepIds: readonly string[], to: number, plan: Plan): string {
  const count = plan.steps.filter(({ id }) => stepIds.includes(id)).length;
  const at = placeIn(to, plan.steps.length - count);
  return `${titlesOf(stepIds, plan)}, moved to ${placeWords(at, count, plan.steps.length)}`;
}

/** What an edit does to this plan, with names and places from 1, for screen readers, histories and undo. */
export function sayEdit(edit: Edit, plan: Plan): string {
  switch (edit.type) {
    case 'move-steps':
      return sayMove(edit.stepIds, edit.to, plan);
    case 'order-steps':
      return 'Put the steps in order';
    case 'split-step':
      return `Split ${titlesOf([edit.stepId], plan)} after proposal ${edit.at}`;
    case 'merge-steps':
      return `Merged ${titlesOf(edit.stepIds, plan)} into one step`;
    case 'move-proposal':
      return edit.from.stepId === edit.to.stepId
        ? `Moved a proposal within ${titlesOf([edit.from.stepId], plan)} to place ${edit.to.index + 1}`
        : `Moved a proposal from ${titlesOf([edit.from.stepId], plan)} to ${titlesOf([edit.to.stepId], plan)}`;
    case 'add-step':
      return `Added ${edit.step.title}, ${placeWords(placeIn(edit.to, plan.steps.length), 1, plan.steps.length + 1)}`;
    case 'remove-steps':
      return `Removed ${titlesOf(edit.stepIds, plan)}`;
    case 'change-step':
      return `Changed ${fieldsOf(edit.patch)} of ${titlesOf([edit.stepId], plan)}`;
    case 'change-plan':
      return `Changed ${fieldsOf(edit.patch)} of the plan`;
    default:
      return assertNever(edit);
  }
}
