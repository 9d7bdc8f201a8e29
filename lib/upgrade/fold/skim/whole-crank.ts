import { subscriptionOf } from '@/lib/slog/kref';
import { SLOTS } from '@/lib/slog/skim/bytes';
import {
  CRANK,
  DELIVER_LINE,
  END,
  END_TIME,
  LINE,
  RESOLUTIONS,
  RESULT_OF,
  ROUTING,
  SECONDS,
  START,
  SUBSCRIPTIONS,
  TARGET,
  TIME,
  USED_COMPUTRONS,
  VAT,
} from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';
import { countInRun, finishCrank, watchRouted } from '@/lib/upgrade/fold/crank';
import { checkRefused, onMessage } from '@/lib/upgrade/fold/delivery';
import { addToCell } from '@/lib/upgrade/fold/packed-cells';
import { entryAt } from '@/lib/upgrade/fold/skim/entry-at';
import type { OpenRows } from '@/lib/upgrade/fold/skim/open-rows';
import type { FoldState } from '@/lib/upgrade/fold/state';

/** Nobody could see a whole crank half done: what it does is done at once, without the objects of an open crank and an open delivery. */
type Cranks = {
  readonly state: FoldState;
  readonly rows: OpenRows;
  readonly skimmed: Skimmed;
  /** Of the scan's first line, and what makes an offset in the text of a place in the memory. */
  readonly firstLine: number;
  readonly base: number;
};

const NO_CLOCKS = { time: null, monotime: null, seconds: null };

/** The answer to a message that never arrived is among the promises: what it says takes the whole line. */
function readRefusal({ state, skimmed, firstLine, base }: Cranks, slot: number): void {
  const { records } = skimmed;
  const entry = entryAt(skimmed, slot, 'deliver');
  const byte = base + (records[slot + START] ?? 0);
  const endByte = base + (records[slot + END] ?? 0) + 1;
  const line = firstLine + (records[slot + DELIVER_LINE] ?? 0);
  if (entry.type === 'deliver') checkRefused(state, entry, { line, byte, endByte });
}

/** The vat is told of promises: it waits for them no longer. */
function notify(cranks: Cranks, slot: number, vat: number, vatID: string): void {
  const { state, skimmed } = cranks;
  const { records } = skimmed;
  const first = slot + SLOTS;
  let refused = false;
  for (let at = first; at < first + (records[slot + RESOLUTIONS] ?? 0); at += 1) {
    const promise = records[at] ?? 0;
    state.subscriptions.delete(subscriptionOf(promise, vat, vatID));
    refused ||= state.routedSends.get(promise) !== null;
  }
  if (refused) readRefusal(cranks, slot);
}

function subscribe(cranks: Cranks, slot: number, vat: number, vatID: string): void {
  const { records } = cranks.skimmed;
  const { subscriptions } = cranks.state;
  const first = slot + SLOTS + (records[slot + RESOLUTIONS] ?? 0);
  const end = first + 2 * (records[slot + SUBSCRIPTIONS] ?? 0);
  for (let at = first; at < end; at += 2) {
    const key = subscriptionOf(records[at] ?? 0, vat, vatID);
    subscriptions.set(key, cranks.firstLine + (records[at + 1] ?? 0));
  }
}

function deliver(cranks: Cranks, slot: number): void {
  const { state, rows, skimmed, firstLine } = cranks;
  const { records } = skimmed;
  const number = records[slot + VAT] ?? 0;
  const time = records[slot + TIME] ?? 0;
  const computrons = records[slot + USED_COMPUTRONS] ?? 0;
  const vat = rows.vat(number, firstLine + (records[slot + DELIVER_LINE] ?? 0));
  const { vatID } = vat;
  vat.deliveries += 1;
  vat.computrons += computrons;
  if (state.run)
    addToCell(state.run.cells, rows.cell(number, state.run, time), {
      seconds: records[slot + SECONDS] ?? 0,
      computrons,
      time: records[slot + END_TIME] ?? 0,
    });
  const target = records[slot + TARGET] ?? 0;
  if (target !== 0) onMessage(state, { vatID, target, result: records[slot + RESULT_OF] || null }, number);
  if (records[slot + RESOLUTIONS] !== 0) notify(cranks, slot, number, vatID);
  if (records[slot + SUBSCRIPTIONS] !== 0) subscribe(cranks, slot, number, vatID);
}

/** Does the whole crank at `slot` and answers with the slot behind it. */
export function applyWholeCrank(cranks: Cranks, slot: number): number {
  const { state, skimmed, rows, firstLine } = cranks;
  const { records } = skimmed;
  const crankNum = records[slot + CRANK] ?? 0;
  const routing = records[slot + ROUTING] === 1;
  // The crank before, if its last line is missing.
  if (state.crank !== null) finishCrank(state, NO_CLOCKS, null);
  state.lastCrank = crankNum;
  state.lastCrankLine = firstLine + (records[slot + LINE] ?? 0);
  countInRun(rows.run(), crankNum, routing);
  state.delivery = null;
  state.deviceCall = null;
  if (routing) {
    const result = records[slot + RESULT_OF] ?? 0;
    if (result !== 0) watchRouted(state, records[slot + TARGET] ?? 0, result);
    return slot + SLOTS;
  }
  deliver(cranks, slot);
  const packed = (records[slot + RESOLUTIONS] ?? 0) + 2 * (records[slot + SUBSCRIPTIONS] ?? 0);
  return slot + SLOTS * (1 + Math.ceil(packed / SLOTS));
}
