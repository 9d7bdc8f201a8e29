import { ok, type Result } from '@/lib/base/result';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Note, Reading, ReadPlan } from '@/lib/plan/formats/format';
import type { Path } from '@/lib/plan/formats/place';
import { coreEvalStep, fieldsOf, listOf, readConfigProposal } from '@/lib/plan/formats/steps';
import { type CoreEvalStep, DEFAULT_ENTRYPOINT, type Plan, type Proposal } from '@/lib/plan/plan';

const readStep = (value: unknown, path: Path, newId: () => string): CoreEvalStep =>
  coreEvalStep(
    listOf(value, path, 'A step').map((proposal, i) => readConfigProposal(proposal, [...path, i])),
    newId(),
  );

/**
 * Steps of `coreProposals`: `{steps}` gives each of them, an array is **one** step, also when it is empty (`mergeCoreProposals` of
 * agoric-sdk packages/deploy-script-support/src/extract-proposal.js); nothing gives none. Throws `Unfit`.
 */
export function readCoreProposals(value: unknown, path: Path, newId: () => string): CoreEvalStep[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return [readStep(value, path, newId)];
  const { steps } = fieldsOf(value, path, 'coreProposals');
  const at = [...path, 'steps'];
  return listOf(steps, at, 'steps').map((step, i) => readStep(step, [...at, i], newId));
}

/** A plan of nothing but core proposals. */
export const planOfCoreProposals = (value: unknown, reading: Reading): Result<ReadPlan> =>
  ok({
    plan: {
      ...emptyPlan(reading.chain, reading.upgradeName),
      steps: readCoreProposals(value, [], reading.newId),
    },
    notes: [],
  });

const isDefault = ({ entrypoint, args }: Proposal): boolean =>
  entrypoint === DEFAULT_ENTRYPOINT && args.length === 0;

/** A proposal as briefly as `coreProposals` allows: its module alone where entrypoint and args are the default. */
export function writeConfigProposal(proposal: Proposal): unknown {
  const { module, entrypoint, args } = proposal;
  if (isDefault(proposal)) return module;
  return {
    module,
    ...(entrypoint === DEFAULT_ENTRYPOINT ? {} : { entrypoint }),
    ...(args.length === 0 ? {} : { args }),
  };
}

/** `{steps}` of the steps that are code. */
export const writeCoreProposals = (plan: Plan): { readonly steps: readonly (readonly unknown[])[] } => ({
  steps: plan.steps.flatMap((step) =>
    step.kind === 'core-eval' ? [step.proposals.map(writeConfigProposal)] : [],
  ),
});

/** Steps that are not code have no place in what a chain reads. */
export const notesOnActs = (plan: Plan): Note[] =>
  plan.steps.flatMap((step, i) =>
    step.kind === 'act'
      ? [
          {
            where: `step ${i + 1}`,
            message: `"${step.title}" is not code; it is left to people and not in this text.`,
          },
        ]
      : [],
  );
