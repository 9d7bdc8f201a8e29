import { subscriptionOf } from '@/lib/slog/kref';
import { SLOTS } from '@/lib/slog/skim/bytes';
import { vatName } from '@/lib/slog/skim/names';
import {
  COMPUTRONS,
  CRANK,
  CRANK_FINISH,
  CRANK_START,
  DELIVER,
  DISPATCH,
  DISPATCH_MESSAGE,
  KIND,
  LINE,
  MESSAGE,
  MESSAGE_SEND,
  MONOTIME,
  NOTIFIED,
  PROMISE,
  RESOLUTIONS,
  RESULT,
  RESULT_OF,
  ROUTING,
  SECONDS,
  SUBSCRIBE,
  TARGET,
  TIME,
  VAT,
} from '@/lib/slog/skim/record';
import { countInRun, SUBSCRIPTION_LIMIT, watchRouted } from '@/lib/upgrade/fold/crank';
import { onMessage } from '@/lib/upgrade/fold/delivery';
import { addToCell } from '@/lib/upgrade/fold/run';
import type { OpenRows } from '@/lib/upgrade/fold/skim/open-rows';
import { type FoldState, remember } from '@/lib/upgrade/fold/state';

/**
 * Cranks whose records stand together, from the first line to the last, are most of what happens. Nothing was parsed in between, so
 * nobody could see such a crank half done: what it does is done at once, without the objects of an open crank and an open delivery.
 */
type Records = Float64Array;

const kind = (records: Records, slot: number): number => records[slot + KIND] ?? 0;

/** The slot behind a whole crank that begins at `slot`; 0 if the records do not hold one. */
function wholeCrankEnd(records: Records, slot: number, end: number): number {
  let at = slot + SLOTS;
  if (records[slot + ROUTING] !== 1) {
    if (at >= end || kind(records, at) !== DELIVER) return 0;
    const vat = records[at + VAT];
    do at += SLOTS;
    while (at < end && (kind(records, at) === NOTIFIED || kind(records, at) === SUBSCRIBE));
    if (at >= end || kind(records, at) !== RESULT || records[at + VAT] !== vat) return 0;
    at += SLOTS;
  }
  return at < end && kind(records, at) === CRANK_FINISH ? at + SLOTS : 0;
}

/** Is one of the promises told the answer to a message that never arrived? Then its delivery is read. */
function mayBeRefused(state: FoldState, records: Records, deliver: number): boolean {
  for (let i = 1; i <= (records[deliver + RESOLUTIONS] ?? 0); i += 1)
    if (state.routedSends.has(records[deliver + i * SLOTS + PROMISE] ?? 0)) return true;
  return false;
}

type Cranks = { readonly state: FoldState; readonly rows: OpenRows; readonly records: Records };

function deliver({ state, rows, records }: Cranks, slot: number, line: number): void {
  const number = records[slot + VAT] ?? 0;
  const vat = rows.vat(number, line);
  const { vatID } = vat;
  vat.deliveries += 1;
  if (records[slot + DISPATCH] === DISPATCH_MESSAGE)
    onMessage(state, {
      vatID,
      target: records[slot + TARGET] || null,
      result: records[slot + RESULT_OF] || null,
    });
  for (let i = 1; i <= (records[slot + RESOLUTIONS] ?? 0); i += 1)
    state.subscriptions.delete(subscriptionOf(records[slot + i * SLOTS + PROMISE] ?? 0, number, vatID));
}

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** As long as the writer measured, else by the clock. */
function secondsOf(records: Records, from: number, to: number): number {
  const measured = records[to + SECONDS] ?? 0;
  if (!Number.isNaN(measured)) return measured;
  return (records[to + MONOTIME] ?? 0) - (records[from + MONOTIME] ?? 0);
}

function finish({ rows, records }: Cranks, from: number, to: number, line: number): void {
  const vat = records[to + VAT] ?? 0;
  const computrons = orZero(records[to + COMPUTRONS] ?? 0);
  rows.vat(vat, line).computrons += computrons;
  const cell = rows.cell(vat, line, records[from + TIME] ?? 0);
  if (!cell) return;
  addToCell(cell, { seconds: secondsOf(records, from, to), computrons, time: records[to + TIME] ?? 0 });
}

/** The subscriptions of the delivery at `from`, which lasts now that its crank is over. */
function subscribe(state: FoldState, records: Records, from: number, to: number, firstLine: number): void {
  for (let at = from; at < to; at += SLOTS) {
    if (kind(records, at) !== SUBSCRIBE) continue;
    const vat = records[at + VAT] ?? 0;
    const key = subscriptionOf(records[at + PROMISE] ?? 0, vat, vatName(vat));
    remember(state.subscriptions, key, firstLine + (records[at + LINE] ?? 0), SUBSCRIPTION_LIMIT);
  }
}

/** Does the whole crank at `slot`, if one stands there, and answers with the slot behind it; else 0. */
export function applyWholeCrank(
  cranks: Cranks,
  { slot, end, firstLine }: { slot: number; end: number; firstLine: number },
): number {
  const { state, records, rows } = cranks;
  if (kind(records, slot) !== CRANK_START || state.crank !== null) return 0;
  const crankNum = records[slot + CRANK] ?? 0;
  if (state.lastCrank !== null && crankNum !== state.lastCrank + 1) return 0;
  const behind = wholeCrankEnd(records, slot, end);
  const routing = records[slot + ROUTING] === 1;
  if (behind === 0 || (!routing && mayBeRefused(state, records, slot + SLOTS))) return 0;
  state.lastCrank = crankNum;
  state.lastCrankLine = firstLine + (records[slot + LINE] ?? 0);
  countInRun(rows.run(), crankNum, routing);
  if (routing) {
    const result = records[slot + RESULT_OF] ?? 0;
    if (records[slot + MESSAGE] === MESSAGE_SEND && result !== 0)
      watchRouted(state, records[slot + TARGET] ?? 0, result);
  } else {
    const from = slot + SLOTS;
    const to = behind - 2 * SLOTS;
    deliver(cranks, from, firstLine + (records[from + LINE] ?? 0));
    finish(cranks, from, to, firstLine + (records[to + LINE] ?? 0));
    subscribe(state, records, from, to, firstLine);
  }
  state.delivery = null;
  state.deviceCall = null;
  return behind;
}
