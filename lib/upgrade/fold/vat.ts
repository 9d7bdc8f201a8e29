import type { EntryOf } from '@/lib/slog/entry';
import type { Vat } from '@/lib/upgrade/analysis';
import { tell } from '@/lib/upgrade/fold/fact';
import { append, edit, peek } from '@/lib/upgrade/fold/ledger';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';
import { lasted } from '@/lib/upgrade/fold/state';

/** The vat's row, to be changed; made when the vat is first heard of. */
export function editVat(state: FoldState, vatID: string, line: number): Vat {
  const known = edit(state.vats, state.vatIndex.get(vatID) ?? null);
  if (known) return known;
  const vat: Vat = {
    vatID,
    name: null,
    dynamic: null,
    managerType: null,
    firstLine: line,
    deliveries: 0,
    computrons: 0,
    errors: 0,
    state: 'live',
    incarnation: null,
    bundleID: null,
  };
  state.vatIndex.set(vatID, append(state.vats, vat));
  return vat;
}

export const peekVat = (state: FoldState, vatID: string): Vat | null =>
  peek(state.vats, state.vatIndex.get(vatID) ?? null);

/** Changes what lasts of a vat, remembering what it was before the block for the case that the block is lost. */
export function changeVat(
  state: FoldState,
  vatID: string,
  line: number,
  change: Partial<Pick<Vat, 'state' | 'incarnation' | 'bundleID'>>,
): void {
  const vat = editVat(state, vatID, line);
  if (!state.vatUndo.has(vatID))
    state.vatUndo.set(vatID, { state: vat.state, incarnation: vat.incarnation, bundleID: vat.bundleID });
  Object.assign(vat, change);
}

/** Puts vats back to what they were before a block that never happened. */
export function undoVats(state: FoldState): void {
  for (const [vatID, before] of state.vatUndo) Object.assign(editVat(state, vatID, 0), before);
  state.vatUndo.clear();
}

/**
 * `create-vat` is written when a process first hears of a vat: it is no creation by itself, and its bare form
 * (after a restart) says nothing that could replace what is known.
 */
export function onCreateVat(state: FoldState, entry: EntryOf<'create-vat'>, at: Place): void {
  const vat = editVat(state, entry.vatID, at.line);
  vat.name = entry.name ?? vat.name;
  vat.dynamic = entry.dynamic ?? vat.dynamic;
  vat.managerType = entry.managerType ?? vat.managerType;
  vat.bundleID = entry.bundleID ?? vat.bundleID;
  const message = state.crank?.routing === false ? state.crank.message : null;
  if (message?.type !== 'create-vat' || message.vatID !== entry.vatID) return;
  vat.name ??= message.name;
  changeVat(state, entry.vatID, at.line, {
    state: 'live',
    incarnation: 0,
    bundleID: message.bundleID ?? vat.bundleID,
  });
  tell(state, at, entry, { kind: 'vat-created', vatID: entry.vatID });
}

export function onStartReplay(state: FoldState, entry: EntryOf<'start-replay'>, at: Place): void {
  state.replays.set(entry.vatID, {
    line: at.line,
    monotime: entry.monotime,
    deliveries: entry.deliveries ?? 0,
  });
}

/** `deliveries: 1` is the snapshot or initialisation alone: nothing was replayed. */
export function onFinishReplay(state: FoldState, entry: EntryOf<'finish-replay'>, at: Place): void {
  const replay = state.replays.get(entry.vatID);
  state.replays.delete(entry.vatID);
  // Who measures the length of a replay (since u20) also says when one diverges.
  if (entry.seconds !== null) state.kernelConsole = true;
  if (!replay || replay.deliveries <= 1) return;
  const seconds = lasted(replay.monotime, entry);
  const upgrade = edit(state.upgrades, state.upgrade?.index ?? null);
  if (upgrade?.vatID === entry.vatID && upgrade.deliveries.length === 0)
    upgrade.pageIn = { deliveries: replay.deliveries, seconds };
  tell(state, at, entry, {
    kind: 'page-in',
    vatID: entry.vatID,
    params: { deliveries: replay.deliveries, seconds },
  });
}
