import { capdataText, methodOf } from '@/lib/slog/capdata';
import type { EntryOf } from '@/lib/slog/entry';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { countDelivery } from '@/lib/upgrade/fold/run';
import { afterTold, onNotified, onResultDelivered } from '@/lib/upgrade/fold/severed';
import { type FoldState, lasted, type OpenDelivery, type Place, remember } from '@/lib/upgrade/fold/state';
import { isCallback, onCallback } from '@/lib/upgrade/fold/upgrade';
import { changeVat, editVat } from '@/lib/upgrade/fold/vat';

const OWNER_LIMIT = 5_000;

/** A message is delivered: its target's owner is known now, and so is that the result's asker reached it. */
function onMessage(state: FoldState, entry: EntryOf<'deliver'>, at: Place): void {
  if (entry.target !== null && state.replacedAt.size > 0)
    remember(state.owners, entry.target, entry.vatID, OWNER_LIMIT);
  if (entry.result !== null) {
    state.routedSends.delete(entry.result);
    onResultDelivered(state, entry.vatID, entry.result);
  }
  if (entry.methargs && isCallback(methodOf(entry.methargs))) onCallback(state, entry, entry.methargs, at);
}

/** Is the target's vat known to be dead, or possibly one of those that died? Then the refusal is right. */
function mayBeDead(state: FoldState, target: string): boolean {
  const owner = state.owners.get(target);
  if (owner === undefined) return state.terminations.items.length + state.failedCreations.length > 0;
  return state.terminations.items.some((row) => row.vatID === owner);
}

/** A message was never delivered and its result is rejected with `vat terminated`, though the vat lives. */
function checkRefused(state: FoldState, entry: EntryOf<'deliver'>, at: Place): void {
  for (const { kpid, rejected, data } of entry.resolutions) {
    const target = state.routedSends.get(kpid);
    if (target === undefined) continue;
    state.routedSends.delete(kpid);
    if (!rejected || !data || capdataText(data) !== 'vat terminated' || mayBeDead(state, target)) continue;
    tell(state, at, entry, {
      kind: 'broken-reference',
      vatID: entry.vatID,
      params: { target, promise: kpid },
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

export function onDeliver(state: FoldState, entry: EntryOf<'deliver'>, at: Place): void {
  const { vatID, crankNum } = entry;
  editVat(state, vatID, at.line).deliveries += 1;
  if (state.crank) state.crank.delivered = true;
  const delivery: OpenDelivery = {
    vatID,
    deliveryNum: entry.deliveryNum,
    dispatch: entry.dispatch,
    method: entry.methargs ? methodOf(entry.methargs) : null,
    target: entry.target,
    result: entry.result,
    line: at.line,
    byte: at.byte,
    time: entry.time,
    monotime: entry.monotime,
    severed: [],
    sent: [],
    askedUpgrade: false,
    rejection: null,
  };
  state.delivery = delivery;
  if (state.crank && state.crank.crankNum === null) state.crank.crankNum = crankNum;
  if (entry.dispatch === 'message') onMessage(state, entry, at);
  for (const resolution of entry.resolutions) {
    const ref = onNotified(state, entry, resolution, at);
    if (ref) delivery.severed.push(ref);
  }
  if (entry.resolutions.length > 0) checkRefused(state, entry, at);
  if (state.upgrade) recordInUpgrade(state, entry);
  else if (entry.dispatch === 'startVat') changeVat(state, vatID, at.line, { incarnation: 0 });
}

function resultInUpgrade(state: FoldState, entry: EntryOf<'deliver-result'>, seconds: number | null): void {
  const open = state.upgrade;
  const delivery = edit(state.upgrades, open?.index ?? null)?.deliveries.at(-1);
  if (!open || !delivery) return;
  delivery.status = entry.status;
  delivery.error = entry.status === 'error' ? (entry.problem ?? 'unknown error') : null;
  delivery.computrons = entry.computrons;
  delivery.seconds = seconds;
  if (delivery.dispatch === 'startVat') open.startVat = entry.status;
  else open.bringOutYourDead = entry.status;
}

/** vatAdmin was asked for an upgrade and made none: it refused. */
function checkRefusal(state: FoldState, entry: EntryOf<'deliver-result'>, delivery: OpenDelivery): void {
  if (delivery.method !== 'upgrade' || delivery.askedUpgrade || delivery.rejection === null) return;
  if (
    delivery.vatID !== state.vatAdmin &&
    state.vats.items[state.vatIndex.get(delivery.vatID) ?? -1]?.name !== 'vatAdmin'
  )
    return;
  tell(state, { line: delivery.line, byte: delivery.byte, endByte: 0 }, entry, {
    kind: 'upgrade-refused',
    vatID: state.adminNodes.get(delivery.target ?? '') ?? null,
    text: delivery.rejection,
    params: { adminNode: delivery.target },
  });
}

export function onDeliverResult(state: FoldState, entry: EntryOf<'deliver-result'>, at: Place): void {
  const { delivery } = state;
  const seconds = delivery?.vatID === entry.vatID ? lasted(delivery.monotime, entry) : null;
  const vat = editVat(state, entry.vatID, at.line);
  vat.computrons += entry.computrons ?? 0;
  if (entry.status !== 'ok') vat.errors += 1;
  countDelivery(state, entry, { start: delivery?.time ?? entry.time, seconds });
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
