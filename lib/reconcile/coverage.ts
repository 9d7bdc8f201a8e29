import { type Variant, variantOfChain, variantOfName } from '@/lib/plan/chain';
import { fieldsIn } from '@/lib/plan/json-value';
import { type CoreEvalStep, codeSteps, type Plan, type Proposal } from '@/lib/plan/plan';
import type { KnownVats } from '@/lib/reconcile/foresight';
import { meansVat } from '@/lib/reconcile/match';
import { type PlannedRow, type Proof, reconcile } from '@/lib/reconcile/reconcile';
import type { Analysis, CoreEval } from '@/lib/upgrade/analysis';

export type GapKind =
  | 'chain-switch'
  | 'name-variant'
  | 'vat-absent'
  | 'step-not-reached'
  | 'not-attempted'
  | 'builder-failed'
  | 'act'
  | 'vat-options';

/** Something of the plan that the run did not exercise. `stepId` is null for the plan as a whole. */
export type Gap = {
  readonly kind: GapKind;
  readonly stepId: string | null;
  readonly message: string;
  readonly proof: Proof | null;
  /** False where no rehearsal could exercise it, or none shows that it did: it is said, and no gate waits for it. */
  readonly closable: boolean;
};

/** `covered` of `planned` entries were tried: an upgrade, whatever came of it, or a proposal without upgrades whose core eval ran. */
export type Coverage = { readonly gaps: readonly Gap[]; readonly covered: number; readonly planned: number };

export type CoverageOptions = {
  /** Of the clone, taken before the run: tells a vat that is absent from one that nobody tried. */
  readonly inventory?: KnownVats | null;
  /** Chain id that the plan is meant for in the end; the plan's own where it is left out. */
  readonly targetChain?: string;
  /** Chain id and upgrade name of the run, where they are known to differ from the plan's. */
  readonly ranOn?: { readonly chain: string | null; readonly upgradeName: string | null };
};

type Seen = {
  readonly analysis: Analysis<unknown>;
  readonly inventory: KnownVats | null;
  readonly rows: readonly PlannedRow[];
};

/** Errors that tell of what a clone or a test chain lacks rather than of the code: names, ids, prices, permissions (domain/plan-formats.md 9). */
const OF_THE_CLONE =
  /not found|no such|missing|unknown (label|variant|brand|instance|vat|key)|unrecognized|must not be null|no (quote|price)|does not exist|undefined/i;

const shortName = ({ module }: Proposal): string => module.split('/').at(-1) ?? module;
const triggerOf = ({ steps }: Analysis<unknown>, stepIndex: number): CoreEval | undefined =>
  steps.findLast(({ step, lost }) => step === String(stepIndex) && !lost);
const proofOf = (trigger: CoreEval | undefined): Proof | null =>
  trigger ? { line: trigger.outcomeLine ?? trigger.line, byte: trigger.outcomeByte ?? trigger.byte } : null;

/** What a proposal takes differently on two chains. */
function variantIn({ args }: Proposal): string | null {
  const { variant } = fieldsIn(args[0]);
  return typeof variant === 'string' ? variant : null;
}

function chainGaps(plan: Plan, target: Variant | null, targetChain: string, ranChain: string | null): Gap[] {
  const ran = ranChain === null ? null : variantOfChain({ chain: ranChain });
  const whole: Gap[] =
    ran === null || target === null || ran === target
      ? []
      : [
          {
            kind: 'chain-switch',
            stepId: null,
            message: `The run was on ${ranChain}; what builders look up by chain (boards, oracles, committees) is another on ${targetChain}.`,
            proof: null,
            closable: true,
          },
        ];
  const steps = codeSteps(plan).flatMap((step) =>
    step.proposals.flatMap((proposal): Gap[] => {
      const variant = variantIn(proposal);
      if (variant === null || target === null || variant === target) return [];
      const message = `${shortName(proposal)} was run for ${variant}; on ${targetChain} it takes ${target}.`;
      return [{ kind: 'chain-switch', stepId: step.id, message, proof: null, closable: true }];
    }),
  );
  return [...whole, ...steps];
}

function nameGap(plan: Plan, target: Variant | null, ranAs: string | null): Gap[] {
  const name = ranAs ?? plan.upgradeName;
  const named = variantOfName({ upgradeName: name });
  const other = ranAs !== null && ranAs !== plan.upgradeName;
  if (!other && (named === null || target === null || named === target)) return [];
  const message = other
    ? `The run's upgrade was called ${name}; the plan's is ${plan.upgradeName}, and handlers choose steps by that name.`
    : `The upgrade's name ${name} is that of ${named}; the target takes ${target}.`;
  return [{ kind: 'name-variant', stepId: null, message, proof: null, closable: true }];
}

function isAbsent(vat: string, { analysis, inventory }: Seen): boolean {
  if (analysis.vats.some((known) => meansVat(vat, known))) return false;
  return inventory !== null && !inventory.vats.some((known) => meansVat(vat, known));
}

/** Why an upgrade was not tried, in the words of one gap. */
function gapOf(row: PlannedRow, seen: Seen): Gap {
  const trigger = triggerOf(seen.analysis, row.stepIndex);
  const common = { stepId: row.stepId, proof: proofOf(trigger), closable: true };
  if (isAbsent(row.vat, seen))
    return { kind: 'vat-absent', message: `${row.vat} does not exist on the chain of this run.`, ...common };
  if (!trigger) {
    const message = `${row.vat}: the run did not come to its step ${row.step}.`;
    return { kind: 'step-not-reached', message, ...common };
  }
  if (trigger.outcome === 'failed' || trigger.outcome === 'unsettled')
    return { kind: 'builder-failed', message: `${row.vat}: ${sayBuilder(trigger)}`, ...common };
  return { kind: 'not-attempted', message: `${row.vat}: ${row.why}`, ...common };
}

function sayBuilder({ outcome, error }: CoreEval): string {
  if (outcome === 'unsettled')
    return 'its core eval waits for something that this chain did not give it, a price or a vote.';
  const reason = error ?? 'no reason was logged';
  const whose = OF_THE_CLONE.test(reason) ? ', which may be the clone’s and not the code’s' : '';
  return `its core eval failed before any upgrade${whose}: ${reason}`;
}

/** Proposals that upgrade nothing the log names (a new ZCF, a vat made or ended): their core eval is all the proof there is. */
function bareProposals(step: CoreEvalStep, stepIndex: number, { analysis, rows }: Seen) {
  const bare = step.proposals.filter(({ upgrades }) => upgrades.length === 0);
  const trigger = triggerOf(analysis, stepIndex);
  const told = rows.some((row) => row.stepIndex === stepIndex && row.attempts.length > 0);
  const ran = trigger ? !['failed', 'unsettled'].includes(trigger.outcome) : told;
  const gaps = bare.map((proposal): Gap => {
    const common = { stepId: step.id, proof: proofOf(trigger), closable: true };
    return trigger
      ? { kind: 'builder-failed', message: `${shortName(proposal)}: ${sayBuilder(trigger)}`, ...common }
      : {
          kind: 'step-not-reached',
          message: `${shortName(proposal)}: the run did not come to its step ${stepIndex}.`,
          ...common,
        };
  });
  return { planned: bare.length, gaps: ran ? [] : gaps };
}

/** What a slog never shows. */
const outsideGaps = (plan: Plan): Gap[] => [
  ...plan.steps.flatMap((step): Gap[] =>
    step.kind === 'act'
      ? [
          {
            kind: 'act',
            stepId: step.id,
            message: `${step.title}: people do this, no rehearsal does.`,
            proof: null,
            closable: false,
          },
        ]
      : [],
  ),
  ...plan.vatOptionUpdates.map(
    ({ vatID, label }): Gap => ({
      kind: 'vat-options',
      stepId: null,
      message: `The change of ${label ?? vatID}'s options leaves nothing in a slog.`,
      proof: null,
      closable: false,
    }),
  ),
];

/** What of the plan a run did not exercise, and how much it did. A failed upgrade was exercised; that it failed is a finding. */
export function coverage(
  plan: Plan,
  analysis: Analysis<unknown>,
  { inventory = null, targetChain = plan.chain, ranOn }: CoverageOptions = {},
): Coverage {
  const seen: Seen = { analysis, inventory, rows: reconcile(plan, analysis).planned };
  const untried = seen.rows.filter(({ attempts }) => attempts.length === 0);
  const bare = codeSteps(plan).map((step, index) => bareProposals(step, index, seen));
  const target = variantOfChain({ chain: targetChain });
  const bareGaps = bare.flatMap(({ gaps }) => gaps);
  const planned = seen.rows.length + bare.reduce((sum, item) => sum + item.planned, 0);
  return {
    gaps: [
      ...untried.map((row) => gapOf(row, seen)),
      ...bareGaps,
      ...chainGaps(plan, target, targetChain, ranOn?.chain ?? null),
      ...nameGap(plan, target, ranOn?.upgradeName ?? null),
      ...outsideGaps(plan),
    ],
    covered: planned - untried.length - bareGaps.length,
    planned,
  };
}

/** The gaps that another rehearsal could close: what a gate waits for. */
export const closableGaps = ({ gaps }: Coverage): Gap[] => gaps.filter(({ closable }) => closable);
