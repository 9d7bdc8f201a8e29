import { subscriptionOf } from '@/lib/slog/kref';
import { SLOTS } from '@/lib/slog/skim/bytes';
import { DISPATCHES, vatName } from '@/lib/slog/skim/names';
import {
  COMPUTRONS,
  CRANK,
  DELIVERY,
  DISPATCH,
  DISPATCH_MESSAGE,
  MONOTIME,
  PROMISE,
  RESOLUTIONS,
  RESULT_OF,
  SECONDS,
  TARGET,
  TIME,
  VAT,
} from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import { beginDelivery, checkRefused, countResult, onMessage } from '@/lib/upgrade/fold/delivery';
import { entryAt } from '@/lib/upgrade/fold/skim/entry-at';
import type { FoldState, Place } from '@/lib/upgrade/fold/state';

/** A slot's number, null where it holds none. */
const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

/** Nobody is told of an upgrade here: those deliveries are parsed. */
export function applyDeliver(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  const { records } = skim;
  const dispatch = records[slot + DISPATCH] ?? 0;
  const delivery = beginDelivery(state, orNull(records[slot + CRANK]), {
    vatID: vatName(records[slot + VAT] ?? 0),
    deliveryNum: records[slot + DELIVERY] ?? null,
    dispatch: DISPATCHES[dispatch] ?? null,
    isUpgradeRequest: false,
    target: records[slot + TARGET] || null,
    result: records[slot + RESULT_OF] || null,
    line: at.line,
    byte: at.byte,
    time: records[slot + TIME] ?? null,
    monotime: records[slot + MONOTIME] ?? null,
  });
  if (dispatch === DISPATCH_MESSAGE) onMessage(state, delivery);
  else if (records[slot + RESOLUTIONS] !== 0) applyResolutions(state, skim, slot, at);
}

/** A vat is told of promises: it waits for them no longer. */
function applyResolutions(state: FoldState, skim: Skimmed, slot: number, at: Place): void {
  const { records } = skim;
  const vat = records[slot + VAT] ?? 0;
  const vatID = vatName(vat);
  let refused = false;
  for (let i = 1; i <= (records[slot + RESOLUTIONS] ?? 0); i += 1) {
    const kpid = records[slot + i * SLOTS + PROMISE] ?? 0;
    state.subscriptions.delete(subscriptionOf(kpid, vat, vatID));
    refused ||= state.routedSends.get(kpid) !== null;
  }
  if (!refused) return;
  // The answer to a message that never arrived: what it says takes the whole line.
  const entry = entryAt(skim, slot, 'deliver');
  if (entry.type === 'deliver') checkRefused(state, entry, at);
}

export function applyResult(state: FoldState, records: Float64Array, slot: number, at: Place): void {
  const result = {
    vatID: vatName(records[slot + VAT] ?? 0),
    computrons: orNull(records[slot + COMPUTRONS]),
    time: records[slot + TIME] ?? null,
    monotime: records[slot + MONOTIME] ?? null,
    seconds: orNull(records[slot + SECONDS]),
  };
  countResult(state, state.delivery, result, { ok: true, line: at.line });
  state.delivery = null;
}

export function applySubscribe(state: FoldState, records: Float64Array, slot: number, at: Place): void {
  const vat = records[slot + VAT] ?? 0;
  const key = subscriptionOf(records[slot + PROMISE] ?? 0, vat, vatName(vat));
  state.crank?.effects.push({ kind: 'subscribed', key, line: at.line });
}
