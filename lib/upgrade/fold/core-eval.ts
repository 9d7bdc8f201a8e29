import { argsOf, capdataText } from '@/lib/slog/capdata';
import type { EntryOf, Resolution } from '@/lib/slog/entry';
import { asArray, asRecord, asString } from '@/lib/slog/json';
import { absorbConsole } from '@/lib/upgrade/fold/fact';
import { append, edit, peek } from '@/lib/upgrade/fold/ledger';
import type { EvalState, FoldState, Place } from '@/lib/upgrade/fold/state';
import { proposalBundles } from '@/lib/upgrade/proposal-bundles';

const STEP = /^\d+-x\/upgrade-(\d+)$/;

/** The number of a software upgrade's step, from what its action is called; null for every other action. */
export const stepOfInbound = (inboundNum: string | null): string | null =>
  STEP.exec(inboundNum ?? '')?.[1] ?? null;

/** A core eval has arrived; the next run is its own. */
export function onEvalTriggered(state: FoldState, entry: EntryOf<'trigger'>, at: Place): void {
  const bundles = (entry.scripts ?? []).flatMap(proposalBundles);
  const number = stepOfInbound(entry.inboundNum);
  const planned = number === null ? undefined : state.stepSizes[Number(number)];
  const step = append(state.steps, {
    step: number,
    proposals: planned ?? (bundles.length > 0 ? bundles.length : null),
    inboundNum: entry.inboundNum,
    line: at.line,
    byte: at.byte,
    time: entry.time,
    blockHeight: peek(state.blocks, state.block?.index ?? null)?.blockHeight ?? null,
    runIndex: null,
    outcome: 'running',
    error: null,
    outcomeLine: null,
    outcomeByte: null,
    committed: null,
    lost: false,
  });
  state.evals[step] = { promise: null, bundles };
  state.triggerEvals.push(step);
  state.evalQueue.push(step);
}

function evalWaiting(state: FoldState): number | null {
  const own = state.run?.evals.find((step) => state.evalQueue.includes(step));
  return own ?? state.evalQueue[0] ?? null;
}

/** Before u18 the script is only in the message that the bridge passes on. */
function learnScripts(known: EvalState, args: readonly unknown[]): void {
  if (known.bundles.length > 0) return;
  const scripts = asArray(asRecord(args[0])?.evals).map((item) => asString(asRecord(item)?.js_code) ?? '');
  known.bundles = scripts.flatMap(proposalBundles);
}

/** The bridge passes the eval on to bootstrap: the result of that message is the eval's outcome. */
export function onFromBridge(state: FoldState, syscall: { methargs: EvalArgs; result: string | null }): void {
  if (syscall.result === null || !syscall.methargs.body.includes('CORE_EVAL')) return;
  const step = evalWaiting(state);
  const known = step === null ? undefined : state.evals[step];
  if (step === null || !known) return;
  learnScripts(known, argsOf(syscall.methargs));
  state.evalQueue = state.evalQueue.filter((other) => other !== step);
  state.crank?.effects.push({ kind: 'eval-promise', step, kpid: syscall.result });
}
type EvalArgs = Parameters<typeof argsOf>[0];

const ERROR_ID = /"errorId":"(error:[^"]{1,100})"/;

/** A vat resolves promises: an eval's among them says whether the eval worked. */
export function onResolved(state: FoldState, resolutions: readonly Resolution[], at: Place): void {
  for (const { kpid, rejected, data } of resolutions) {
    const step = state.evalPromises.get(kpid);
    if (step === undefined) continue;
    const error = rejected && data ? capdataText(data) : null;
    const errorId = rejected ? ERROR_ID.exec(data?.body ?? '')?.[1] : undefined;
    if (errorId) state.evalErrors = [...state.evalErrors.slice(-19), errorId];
    if (rejected && state.delivery) absorbConsole(state, state.delivery.line);
    state.crank?.effects.push({ kind: 'eval-settled', step, rejected, error, line: at.line, byte: at.byte });
  }
}

export function settleEval(
  state: FoldState,
  step: number,
  outcome: { rejected: boolean; error: string | null; line: number; byte: number },
): void {
  const row = edit(state.steps, step);
  if (!row) return;
  row.outcome = outcome.rejected ? 'failed' : 'ok';
  row.error = outcome.error;
  row.outcomeLine = outcome.line;
  row.outcomeByte = outcome.byte;
  // A promise settles once: nobody needs to look out for it any longer.
  for (const [kpid, of] of state.evalPromises) if (of === step) state.evalPromises.delete(kpid);
}

/** The kernel has nothing left to do for the run: an eval that did not settle waits for something else. */
export function concludeEval(state: FoldState, step: number): void {
  const row = peek(state.steps, step);
  if (row?.outcome !== 'running') return;
  const changed = edit(state.steps, step);
  if (changed) changed.outcome = state.evals[step]?.promise == null ? 'unknown' : 'unsettled';
}
