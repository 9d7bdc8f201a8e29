import type { Upgrade } from '@/lib/upgrade/analysis';
import { peek } from '@/lib/upgrade/fold/ledger';
import type { FoldState } from '@/lib/upgrade/fold/state';

/** A proposal of a core eval: which of the evals, and its place in the script. */
type Proposal = { coreEval: number; place: number; bundles: readonly string[] };

const proposalsOf = (state: FoldState, evals: readonly number[]): Proposal[] =>
  evals.flatMap((coreEval) =>
    (state.evals[coreEval]?.bundles ?? []).map((bundles, place) => ({ coreEval, place, bundles })),
  );

/** A step of one proposal needs no script to tell which. */
function alone(state: FoldState, evals: readonly number[], proposals: readonly Proposal[]): Proposal | null {
  const [first] = evals;
  const step = first === undefined ? null : (peek(state.steps, first)?.step ?? null);
  if (proposals.length === 1) return proposals[0] ?? null;
  if (first === undefined || step === null || state.stepSizes[Number(step)] !== 1) return null;
  return { coreEval: first, place: 0, bundles: [] };
}

type Attributed = Pick<Upgrade, 'step' | 'coreEval' | 'stepBy'>;

function attributed(
  state: FoldState,
  { coreEval, place }: Proposal,
  stepBy: NonNullable<Upgrade['stepBy']>,
): Attributed {
  const step = peek(state.steps, coreEval)?.step ?? null;
  return { step: step === null ? null : `${step}.${place}`, coreEval, stepBy };
}

/**
 * The core eval, and the proposal `"I.J"` in it, that an upgrade is due to, where the log proves it. The evals of its own run come
 * first, then those of the run in which vatAdmin was asked (an eval that hits the block's limit leaves its upgrades to a later block).
 * A bundle that only one older eval names is that eval's: unsettled evals come back. Several candidates give no proof.
 */
export function attribute(
  state: FoldState,
  upgradeID: string | null,
  upgraded: readonly (string | null)[],
): Attributed {
  const own = state.run?.evals ?? [];
  const asked = own.length > 0 ? [] : (state.requests.get(upgradeID ?? '') ?? []);
  const near = own.length > 0 ? own : asked;
  const names = ({ bundles }: Proposal): boolean =>
    upgraded.some((id) => id !== null && bundles.includes(id));
  const proposals = proposalsOf(state, near);
  const stepBy = own.length > 0 ? 'run' : 'request';
  const naming = proposals.filter(names);
  if (naming[0] && naming.length === 1) return attributed(state, naming[0], stepBy);
  const others = [...state.evals.keys()].filter((i) => !near.includes(i) && !peek(state.steps, i)?.lost);
  const elsewhere = naming.length === 0 ? proposalsOf(state, others).filter(names) : [];
  if (elsewhere[0] && elsewhere.length === 1) return attributed(state, elsewhere[0], 'bundle');
  const only = alone(state, near, proposals);
  if (only) return attributed(state, only, stepBy);
  const coreEval = near.length === 1 ? (near[0] ?? null) : null;
  // An eval of an ordinary block is known and is no step.
  if (coreEval !== null && !peek(state.steps, coreEval)?.step) return { step: null, coreEval, stepBy };
  const doubt = near.length + elsewhere.length > 0 ? 'several-candidates' : 'no-core-eval';
  return { step: null, coreEval, stepBy: doubt };
}
