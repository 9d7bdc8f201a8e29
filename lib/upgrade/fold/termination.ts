import type { Capdata } from '@/lib/slog/capdata';
import { argsOf, capdataText, deviceArgs, errorText } from '@/lib/slog/capdata';
import type { EntryOf, Envelope } from '@/lib/slog/entry';
import { asString } from '@/lib/slog/json';
import type { Termination } from '@/lib/upgrade/analysis';
import { tell } from '@/lib/upgrade/fold/fact';
import { append, edit, peek } from '@/lib/upgrade/fold/ledger';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';
import { changeVat, peekVat } from '@/lib/upgrade/fold/vat';
import { nameOf } from '@/lib/upgrade/fold/vat-name';

type Ended = Pick<Termination, 'vatID' | 'failure' | 'info' | 'evidence'>;

/**
 * One row per vat, whichever of its traces comes first: the `terminate` entry, the admin's device call (which leaves no such
 * entry), the kernel's own line, the message to vatAdmin, or only the clean-up. Later traces add what was missing.
 */
function noteTermination(state: FoldState, entry: Pick<Envelope, 'time'>, at: Place, ended: Ended): void {
  const { vatID } = ended;
  if (state.failedCreations.includes(vatID)) return;
  const known = state.terminations.items.findIndex((row) => row.vatID === vatID);
  if (known >= 0) {
    const row = peek(state.terminations, known);
    if (row?.info === null && ended.info !== null)
      Object.assign(edit(state.terminations, known) ?? {}, { info: ended.info });
    return;
  }
  append(state.terminations, {
    ...ended,
    name: nameOf(state, vatID),
    line: at.line,
    byte: at.byte,
    time: entry.time,
    blockHeight: state.block ? (peek(state.blocks, state.block.index)?.blockHeight ?? null) : null,
    crankNum: state.crank?.crankNum ?? null,
  });
  changeVat(state, vatID, at.line, { state: 'terminated' });
}

/** A vat that dies in the crank that creates it never lived: a finding of its own. */
export function onTerminate(state: FoldState, entry: EntryOf<'terminate'>, at: Place): void {
  const { vatID, info, shouldReject } = entry;
  const { crank } = state;
  if (crank && shouldReject) crank.aborted = true;
  const text = info ? capdataText(info) : null;
  if (crank?.message.type === 'create-vat' && crank.message.vatID === vatID) {
    state.failedCreations.push(vatID);
    changeVat(state, vatID, at.line, { state: 'terminated' });
    tell(state, at, entry, { kind: 'vat-creation-failed', vatID, text: text ?? '' });
    return;
  }
  noteTermination(state, entry, at, { vatID, failure: shouldReject, info: text, evidence: 'terminate' });
}

/** `adminNode.terminateWithFailure(reason)`: vatAdmin's device call. */
export function onAdminTerminates(
  state: FoldState,
  entry: Pick<Envelope, 'time'>,
  at: Place,
  args: Capdata,
): void {
  const [vat, reason] = deviceArgs(args);
  const vatID = asString(vat);
  if (vatID === null) return;
  noteTermination(state, entry, at, { vatID, failure: true, info: errorText(reason), evidence: 'admin' });
}

/** `kernel terminating vat v10 (failure=true)`, the only trace of a termination by the host. */
export function onKernelTerminates(
  state: FoldState,
  entry: Pick<Envelope, 'time'>,
  at: Place,
  vatID: string,
  failure: boolean,
): void {
  if (state.crank?.message.type === 'create-vat') return;
  noteTermination(state, entry, at, { vatID, failure, info: null, evidence: 'admin' });
}

/** The kernel's message to vatAdmin: `vatTerminated [vatID, shouldReject, info]`. */
export function onVatTerminated(
  state: FoldState,
  entry: Pick<Envelope, 'time'>,
  at: Place,
  methargs: Capdata,
): void {
  const [vatID, failure, info] = argsOf(methargs);
  const id = asString(vatID);
  if (id === null) return;
  noteTermination(state, entry, at, {
    vatID: id,
    failure: failure === true,
    info: errorText(info),
    evidence: 'admin',
  });
}

/** Clean-ups go on for vats that died before the log: those are news, not losses. */
export function onCleanup(state: FoldState, entry: EntryOf<'vat-cleanup'>, at: Place): void {
  const { vatID, error } = entry;
  if (error !== null) tell(state, at, entry, { kind: 'cleanup-error', vatID, text: error });
  if (state.cleaned.includes(vatID)) return;
  state.cleaned.push(vatID);
  const known = state.terminations.items.some((row) => row.vatID === vatID);
  if (!known && (peekVat(state, vatID)?.deliveries ?? 0) > 0)
    noteTermination(state, entry, at, { vatID, failure: true, info: null, evidence: 'cleanup' });
  tell(state, at, entry, { kind: 'cleanup', vatID });
  changeVat(state, vatID, at.line, { state: 'cleaning' });
}

export function onCleanupComplete(state: FoldState, entry: EntryOf<'vat-cleanup-complete'>, at: Place): void {
  changeVat(state, entry.vatID, at.line, { state: 'gone' });
}
