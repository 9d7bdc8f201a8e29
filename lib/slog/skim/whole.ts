/**
 * Most cranks happen while nobody looks closely: their records stand together, from the first line to the last. All that such a crank
 * does is put into one record in their place. A crank that the scan's end or a parsed line cuts keeps its records.
 */
import { dropRecords, putInto, recordCount, SLOTS, slotOf } from './bytes';
import {
  COMPUTRONS,
  CRANK,
  DELIVER,
  DELIVER_LINE,
  END,
  END_TIME,
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
  START,
  SUBSCRIBE,
  SUBSCRIPTIONS,
  TARGET,
  TIME,
  USED_COMPUTRONS,
  VAT,
  WHOLE_CRANK,
} from './record';

const NONE: i32 = -1;

/** The first record of the crank that is under way, if it may become a whole one. */
let open: i32 = NONE;
/** The crank's number; NaN before the first of a scan. */
let newest: f64 = NaN;

/** Another scan begins: of the first crank nobody here knows whether its number is the next. */
export function forgetCrank(): void {
  open = NONE;
  newest = NaN;
}

/** The crank whose record is this one has begun. */
export function crankBegan(record: i32): void {
  const number = slotOf(record, CRANK);
  // A gap is told with what the line itself says.
  open = number === newest + 1 ? record : NONE;
  newest = number;
}

/** The vat's result, if the records from its delivery on are those of one delivery that it survived; 0 otherwise. */
function resultOf(deliver: i32, end: i32): i32 {
  if (deliver >= end || slotOf(deliver, KIND) !== DELIVER) return 0;
  const vat = slotOf(deliver, VAT);
  let at = deliver + 1;
  while (at < end && slotOf(at, KIND) === NOTIFIED) at += 1;
  while (at < end && slotOf(at, KIND) === SUBSCRIBE && slotOf(at, VAT) === vat) at += 1;
  const isLast = at + 1 === end && slotOf(at, KIND) === RESULT && slotOf(at, VAT) === vat;
  return isLast ? at : 0;
}

/** Copies what is needed of the delivery's record and of its result's into the crank's. */
function takeDelivery(crank: i32, deliver: i32, result: i32): void {
  putInto(crank, START, slotOf(deliver, START));
  putInto(crank, END, slotOf(deliver, END));
  putInto(crank, DELIVER_LINE, slotOf(deliver, LINE));
  putInto(crank, TARGET, slotOf(deliver, TARGET));
  putInto(crank, RESULT_OF, slotOf(deliver, RESULT_OF));
  putInto(crank, VAT, slotOf(deliver, VAT));
  putInto(crank, RESOLUTIONS, slotOf(deliver, RESOLUTIONS));
  putInto(crank, TIME, slotOf(deliver, TIME));
  putInto(crank, END_TIME, slotOf(result, TIME));
  const measured = slotOf(result, SECONDS);
  const byClock = slotOf(result, MONOTIME) - slotOf(deliver, MONOTIME);
  putInto(crank, SECONDS, measured === measured ? measured : byClock);
  const computrons = slotOf(result, COMPUTRONS);
  putInto(crank, USED_COMPUTRONS, computrons === computrons ? computrons : 0);
}

/** Packs the promises of the records in (deliver, result) behind the crank's record; answers with how many records these take. */
function packPromises(crank: i32, deliver: i32, result: i32): i32 {
  // The first slot of the next record: a record's slots follow those of the one before, and less is written than was read.
  const behind = crank + 1;
  let slot: i32 = 0;
  let subscriptions: i32 = 0;
  for (let at = deliver + 1; at < result; at += 1) {
    const subscribes = slotOf(at, KIND) === SUBSCRIBE;
    const line = slotOf(at, LINE);
    putInto(behind, slot, slotOf(at, PROMISE));
    slot += 1;
    if (subscribes) {
      putInto(behind, slot, line);
      slot += 1;
      subscriptions += 1;
    }
  }
  putInto(crank, SUBSCRIPTIONS, subscriptions);
  return (slot + SLOTS - 1) >> 4;
}

/** The crank's last line passed: answers whether its records became one. */
export function crankEnded(): bool {
  const crank = open;
  open = NONE;
  const end = recordCount();
  if (crank === NONE) return false;
  let more: i32 = 0;
  if (slotOf(crank, ROUTING) === 1) {
    if (end !== crank + 1) return false;
    if (slotOf(crank, MESSAGE) !== MESSAGE_SEND) putInto(crank, RESULT_OF, 0);
  } else {
    const result = resultOf(crank + 1, end);
    if (result === 0) return false;
    takeDelivery(crank, crank + 1, result);
    more = packPromises(crank, crank + 1, result);
  }
  putInto(crank, KIND, WHOLE_CRANK);
  dropRecords(crank + 1 + more);
  return true;
}
