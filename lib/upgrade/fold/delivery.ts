import { capdataText, methodOf } from '@/lib/slog/capdata';
import type { EntryOf } from '@/lib/slog/entry';
import { type Kref, krefOf, krefText, vatNumber } from '@/lib/slog/kref';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { countDelivery } from '@/lib/upgrade/fold/run';
import { afterTold, onNotified, onResultDelivered } from '@/lib/upgrade/fold/severed';
import { type FoldState, lasted, type OpenDelivery, type Place } from '@/lib/upgrade/fold/state';
import { isCallback, onCallback } from '@/lib/upgrade/fold/upgrade';
import { changeVat, editVat } from '@/lib/upgrade/fold/vat';

/** A message is delivered: its target's owner is known now, and so is that the result's asker reached it. */
export function onMessage(
  state: FoldState,
  { vatID, target, result }: Pick<OpenDelivery, 'vatID' | 'target' | 'result'>,
  vat: number | null = vatNumber(vatID),
): void {
  if (target !== null && vat !== null && state.replacedAt.size > 0) state.owners.set(target, vat);
  if (result === null) return;
  state.routedSends.delete(result);
  if (state.watches.size > 0) onResultDelivered(state, vatID, result);
}

/** Is the target's vat known to be dead, or possibly one of those that died? Then the refusal is right. */
function mayBeDead(state: FoldState, target: Kref): boolean {
  const owner = state.owners.get(target);
  if (owner === null) return state.terminations.items.length + state.failedCreations.length > 0;
  return state.terminations.items.some(({ vatID }) => vatID === `v${owner}`);
}

/** A message was never delivered and its result is rejected with `vat terminated`, though the vat lives. */
export function checkRefused(state: FoldState, entry: EntryOf<'deliver'>, at: Place): void {
  for (const { kpid, rejected, data } of entry.resolutions) {
    const target = state.routedSends.get(krefOf(kpid));
    if (target === null) continue;
    state.routedSends.delete(krefOf(kpid));
    if (!rejected || !data || capdataText(data) !== 'vat terminated' || mayBeDead(state, target)) continue;
    tell(state, at, entry, {
      kind: 'broken-reference',
      vatID: entry.vatID,
      params: { target: krefText(target), promise: kpid },
    });
  }
}

function recordInUpgrade(state: FoldState, entry: EntryOf<'deliver'>): void {
  edit(state.upgrades, state.upgrade?.index ?? null)?.deliveries.push({
    dispatch: entry.dispatch ?? '?',
    deliveryNum: entry.deliveryNum ?? -1,
    status: null,
    error: null,
    computrons: null,
    seconds: null,
    startTime: entry.time,
  });
}

type Beginning = Pick<
  OpenDelivery,
  | 'vatID'
  | 'deliveryNum'
  | 'dispatch'
  | 'isUpgradeRequest'
  | 'target'
  | 'result'
  | 'line'
  | 'byte'
  | 'time'
  | 'monotime'
>;

/** A vat is given something to do. */
export function beginDelivery(state: FoldState, crankNum: number | null, beginning: Beginning): OpenDelivery {
  editVat(state, beginning.vatID, beginning.line).deliveries += 1;
  // Written out: a spread costs ten times as much, and this is done for every delivery.
  const delivery: OpenDelivery = {
    vatID: beginning.vatID,
    deliveryNum: beginning.deliveryNum,
    dispatch: beginning.dispatch,
    isUpgradeRequest: beginning.isUpgradeRequest,
    target: beginning.target,
    result: beginning.result,
    line: beginning.line,
    byte: beginning.byte,
    time: beginning.time,
    monotime: beginning.monotime,
    severed: [],
    sent: [],
    askedUpgrade: false,
    rejection: null,
    refused: null,
  };
  state.delivery = delivery;
  if (!state.crank) return delivery;
  state.crank.delivered = true;
  if (state.crank.crankNum === null) state.crank.crankNum = crankNum;
  return delivery;
}

export function onDeliver(state: FoldState, entry: EntryOf<'deliver'>, at: Place): void {
  const { vatID, deliveryNum, dispatch, target, result, time, monotime, methargs } = entry;
  const method = methargs ? methodOf(methargs) : null;
  const delivery = beginDelivery(state, entry.crankNum, {
    vatID,
    deliveryNum,
    dispatch,
    isUpgradeRequest: method === 'upgrade',
    target: target === null ? null : krefOf(target),
    result: result === null ? null : krefOf(result),
    line: at.line,
    byte: at.byte,
    time,
    monotime,
  });
  if (dispatch === 'message') onMessage(state, delivery);
  if (dispatch === 'message' && methargs && isCallback(method)) onCallback(state, entry, methargs, at);
  for (const resolution of entry.resolutions) {
    const ref = onNotified(state, entry, resolution, at);
    if (ref) delivery.severed.push(ref);
  }
  if (entry.resolutions.length > 0) checkRefused(state, entry, at);
  if (state.upgrade) recordInUpgrade(state, entry);
  else if (dispatch === 'startVat') changeVat(state, vatID, at.line, { incarnation: 0 });
}

function resultInUpgrade(state: FoldState, entry: EntryOf<'deliver-result'>, seconds: number | null): void {
  const open = state.upgrade;
  const delivery = edit(state.upgrades, open?.index ?? null)?.deliveries.at(-1);
  if (!open || !delivery) return;
  delivery.status = entry.status;
  delivery.error = entry.status === 'error' ? (entry.problem ?? 'unknown error') : null;
  delivery.computrons = entry.computrons;
  delivery.seconds = seconds;
  open.exportedRemotables ??= entry.exportedRemotables;
  if (delivery.dispatch === 'startVat') open.startVat = entry.status;
  else open.bringOutYourDead = entry.status;
}

/** vatAdmin was asked for an upgrade and made none: it refused. */
function checkRefusal(state: FoldState, entry: EntryOf<'deliver-result'>, delivery: OpenDelivery): void {
  if (!delivery.isUpgradeRequest || delivery.askedUpgrade || delivery.rejection === null) return;
  if (
    delivery.vatID !== state.vatAdmin &&
    state.vats.items[state.vatIndex.get(delivery.vatID) ?? -1]?.name !== 'vatAdmin'
  )
    return;
  const adminNode = delivery.target === null ? null : krefText(delivery.target);
  tell(state, { line: delivery.line, byte: delivery.byte, endByte: 0 }, entry, {
    kind: 'upgrade-refused',
    vatID: state.adminNodes.get(adminNode ?? '') ?? null,
    text: delivery.rejection,
    params: { adminNode },
  });
}

type Result = Pick<EntryOf<'deliver-result'>, 'vatID' | 'computrons' | 'time' | 'monotime' | 'seconds'>;
type Start = Pick<OpenDelivery, 'vatID' | 'time' | 'monotime'>;

/** A delivery is over, well or badly; answers with how long it took. */
export function countResult(
  state: FoldState,
  start: Start | null,
  result: Result,
  { ok, line }: { ok: boolean; line: number },
): number | null {
  const seconds = start?.vatID === result.vatID ? lasted(start.monotime, result) : null;
  const vat = editVat(state, result.vatID, line);
  vat.computrons += result.computrons ?? 0;
  if (!ok) vat.errors += 1;
  countDelivery(state, result, { start: start?.time ?? result.time, seconds });
  return seconds;
}

export function onDeliverResult(state: FoldState, entry: EntryOf<'deliver-result'>, at: Place): void {
  const { delivery } = state;
  const seconds = countResult(state, delivery, entry, { ok: entry.status === 'ok', line: at.line });
  resultInUpgrade(state, entry, seconds);
  if (entry.status === 'error' && state.crank) {
    state.crank.aborted = true;
    const { type } = state.crank.message;
    if (type !== 'upgrade-vat' && type !== 'create-vat')
      tell(state, at, entry, { kind: 'delivery-error', vatID: entry.vatID, text: entry.problem ?? '' });
  }
  if (delivery) {
    checkRefusal(state, entry, delivery);
    afterTold(state, delivery);
  }
  state.delivery = null;
}
