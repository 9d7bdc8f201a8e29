import { err, ok, type Result } from '@/lib/base/result';
import type { CoreEvalStep, Proposal, Step } from '@/lib/plan/plan';
import { LIMITS } from '@/lib/plan/read-fields';

/** Edits of a list of steps. Each gives the very same list where nothing changes, and says in words why it cannot be done. */
type Edited = Result<readonly Step[]>;

/** Where a proposal stands; `index` counts from 0. */
export type ProposalPlace = { readonly stepId: string; readonly index: number };

const GONE = 'is not in the plan any more';

/** The step of this id, or that it is gone. */
export function stepOf(steps: readonly Step[], stepId: string): Result<Step> {
  const step = steps.find(({ id }) => id === stepId);
  return step ? ok(step) : err(`The step "${stepId}" ${GONE}.`);
}

function codeStepOf(steps: readonly Step[], stepId: string, why: string): Result<CoreEvalStep> {
  const found = stepOf(steps, stepId);
  if (!found.ok) return found;
  return found.value.kind === 'core-eval'
    ? ok(found.value)
    : err(`"${found.value.title}" is not code; ${why}`);
}

const replaceStep = (steps: readonly Step[], step: Step): readonly Step[] =>
  steps.map((old) => (old.id === step.id ? step : old));

const clamp = (place: number, most: number): number => Math.min(most, Math.max(0, Math.trunc(place) || 0));

const sameOrder = (a: readonly Step[], b: readonly Step[]): boolean => a.every((step, i) => step === b[i]);

/** Puts the steps together, in the order they have, where `to` of the others stand before them; outside is the nearest end. */
export function moveSteps(
  steps: readonly Step[],
  { stepIds, to }: { stepIds: readonly string[]; to: number },
): Edited {
  const ids = new Set(stepIds);
  const moved = steps.filter(({ id }) => ids.has(id));
  if (moved.length === 0)
    return err(`${stepIds.length === 1 ? 'The step' : 'Every one of the steps'} ${GONE}.`);
  const others = steps.filter(({ id }) => !ids.has(id));
  const after = others.toSpliced(clamp(to, others.length), 0, ...moved);
  return ok(sameOrder(after, steps) ? steps : after);
}

/** Puts the named steps into this order, in the places that they take up now; the others stay where they are. */
export function orderSteps(steps: readonly Step[], stepIds: readonly string[]): Edited {
  const rank = new Map(stepIds.map((id, i) => [id, i]));
  const wanted = steps
    .filter(({ id }) => rank.has(id))
    .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
    .values();
  const after = steps.map((step) => (rank.has(step.id) ? (wanted.next().value ?? step) : step));
  return ok(sameOrder(after, steps) ? steps : after);
}

export function addStep(steps: readonly Step[], { step, to }: { step: Step; to: number }): Edited {
  if (steps.some(({ id }) => id === step.id))
    return err(`The plan has a step with the id "${step.id}" already.`);
  if (steps.length >= LIMITS.steps) return err(`A plan has at most ${LIMITS.steps} steps.`);
  return ok(steps.toSpliced(clamp(to, steps.length), 0, step));
}

/** Steps that are gone already are as wanted. */
export function removeSteps(steps: readonly Step[], stepIds: readonly string[]): Edited {
  const left = steps.filter(({ id }) => !stepIds.includes(id));
  return ok(left.length === steps.length ? steps : left);
}

/** The proposals from `at` on become a step of their own after it. */
export function splitStep(
  steps: readonly Step[],
  { stepId, at, id }: { stepId: string; at: number; id: string },
): Edited {
  const found = codeStepOf(steps, stepId, 'there is nothing to split.');
  if (!found.ok) return found;
  const step = found.value;
  const count = step.proposals.length;
  if (count < 2)
    return err(
      `"${step.title}" has ${count === 1 ? 'one proposal' : 'no proposal'}; there is nothing to split.`,
    );
  if (!Number.isInteger(at) || at < 1 || at >= count)
    return err(`"${step.title}" has ${count} proposals; it can be split after the 1st to the last but one.`);
  const head: Step = { ...step, proposals: step.proposals.slice(0, at) };
  const tail: Step = { ...step, id, proposals: step.proposals.slice(at), notes: '', links: [] };
  const place = steps.indexOf(step);
  return addStep(replaceStep(steps, head), { step: tail, to: place + 1 });
}

/** Declared safe only where all that brings proposals was declared so in the same words: nobody has looked at other company. */
function togetherOf(merged: readonly CoreEvalStep[]): string | null {
  const said = merged.flatMap(({ proposals, together }) => (proposals.length > 0 ? [together] : []));
  const [first = null] = said;
  return said.every((together) => together === first) ? first : null;
}

function mergedStep(merged: readonly CoreEvalStep[], first: CoreEvalStep): CoreEvalStep {
  const titles = [...new Set(merged.map(({ title }) => title))].join(' and ');
  return {
    ...first,
    title: titles.slice(0, LIMITS.text).trim(),
    proposals: merged.flatMap(({ proposals }) => proposals),
    together: togetherOf(merged),
    notes: merged
      .map(({ notes }) => notes)
      .filter((notes) => notes !== '')
      .join('\n\n')
      .slice(0, LIMITS.prose),
    links: merged.flatMap(({ links }) => links).slice(0, LIMITS.links),
  };
}

/** All proposals run in one core eval, at the place and under the id of the first of the steps. */
export function mergeSteps(steps: readonly Step[], stepIds: readonly string[]): Edited {
  const found = steps.filter(({ id }) => stepIds.includes(id));
  const act = found.find(({ kind }) => kind === 'act');
  if (act) return err(`"${act.title}" is not code; it cannot run together with others.`);
  const merged = found.filter((step) => step.kind === 'core-eval');
  const [first] = merged;
  if (!first || merged.length < 2)
    return err('Fewer than two of the steps are left; there is nothing to merge.');
  const step = mergedStep(merged, first);
  if (step.proposals.length > LIMITS.proposals)
    return err(`A step has at most ${LIMITS.proposals} proposals.`);
  const gone = new Set(merged.slice(1).map(({ id }) => id));
  return ok(replaceStep(steps, step).filter(({ id }) => !gone.has(id)));
}

function takeProposal(steps: readonly Step[], place: ProposalPlace, module?: string): Result<Proposal> {
  const source = codeStepOf(steps, place.stepId, 'it has no proposals.');
  if (!source.ok) return source;
  const proposal = source.value.proposals[place.index];
  if (!proposal || (module !== undefined && proposal.module !== module))
    return err(
      `"${source.value.title}" does not have this proposal as its number ${place.index + 1} any more.`,
    );
  return ok(proposal);
}

const withProposals = (step: CoreEvalStep, proposals: readonly Proposal[]): CoreEvalStep => ({
  ...step,
  proposals,
});

/** A step that loses its last proposal stays, with its notes; the checker says that it does nothing. */
export function moveProposal(
  steps: readonly Step[],
  { from, to, module }: { from: ProposalPlace; to: ProposalPlace; module?: string },
): Edited {
  const taken = takeProposal(steps, from, module);
  if (!taken.ok) return taken;
  const without = steps.map((step) =>
    step.id === from.stepId && step.kind === 'core-eval'
      ? withProposals(step, step.proposals.toSpliced(from.index, 1))
      : step,
  );
  const target = codeStepOf(without, to.stepId, 'it takes no proposals.');
  if (!target.ok) return target;
  const { proposals } = target.value;
  if (proposals.length >= LIMITS.proposals) return err(`A step has at most ${LIMITS.proposals} proposals.`);
  const place = clamp(to.index, proposals.length);
  if (from.stepId === to.stepId && place === from.index) return ok(steps);
  return ok(replaceStep(without, withProposals(target.value, proposals.toSpliced(place, 0, taken.value))));
}
