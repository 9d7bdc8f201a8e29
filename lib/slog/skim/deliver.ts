/** `deliver` and `deliver-result`: what a vat is given, and how it went. */
import { addRecord, byteAt, CAPACITY, decimalsEnd, put, recordCount, text } from './bytes';
import {
  crankOf,
  deliveryOf,
  eatBodyRest,
  eatCallHead,
  eatCallRest,
  isMethod,
  resultOf,
  vatOf,
} from './call';
import { eat, eatByte, eaten, eatenKind, eatInteger, eatKref, eatName, goTo, here, KP } from './cursor';
import { eatValue } from './json';
import {
  COMPUTRONS,
  CRANK,
  DELIVER,
  DELIVERY,
  DISPATCH,
  DISPATCH_MESSAGE,
  DISPATCH_NOTIFY,
  KIND,
  NOTIFIED,
  PROMISE,
  REJECTED,
  RESOLUTIONS,
  RESULT,
  RESULT_OF,
  TARGET,
  VAT,
} from './record';

const AS_MESSAGE = text('"dispatch":"message","kd":["message",');
const AS_NOTIFY = text('"dispatch":"notify","kd":["notify",[');
const OLD_MESSAGE = text('"kd":["message",');
const OLD_NOTIFY = text('"kd":["notify",[');
const VD_MESSAGE = text('],"vd":["message",');
const VD_NOTIFY = text(']],"vd":["notify",');
const END_OF_KD = text('],"vd":[');
const END_OF_NOTIFIED = text(']],"vd":[');
const AS_DROP_EXPORTS = text('"dispatch":"dropExports","kd":["dropExports",');
const AS_RETIRE_EXPORTS = text('"dispatch":"retireExports","kd":["retireExports",');
const AS_RETIRE_IMPORTS = text('"dispatch":"retireImports","kd":["retireImports",');
const AS_BOYD = text('"dispatch":"bringOutYourDead","kd":["bringOutYourDead"]');
const CALLBACK = text('vatUpgradeCallback\\"');
const UPGRADE = text('upgrade\\"');

let upToTail: bool = false;

/** Must the line's tail begin where reading stopped? */
export function readsUpToTail(): bool {
  return upToTail;
}

/** Writers before 2025-03 name the dispatch in `vd` alone; then nothing may stand between it and the tail. */
function eatOldVd(beginning: usize): bool {
  if (!eat(beginning)) return false;
  do {
    if (!eatValue(0)) return false;
  } while (eatByte(0x2c));
  upToTail = true;
  return eatByte(0x5d);
}

function eatMessage(old: bool): bool {
  put(DISPATCH, DISPATCH_MESSAGE);
  if (!eatKref()) return false;
  put(TARGET, eaten());
  if (!eatByte(0x2c) || !eatCallHead() || isMethod(CALLBACK) || isMethod(UPGRADE) || !eatCallRest())
    return false;
  put(RESULT_OF, resultOf());
  return old ? eatOldVd(VD_MESSAGE) : eat(END_OF_KD);
}

const FULFILLED = text(',{"state":"fulfilled","data":{"body":"');
const REJECTED_WITH = text(',{"state":"rejected","data":{"body":"');
const END_OF_RESOLUTION = text('}]');

/** `["kp1",{"state":"fulfilled","data":{…}}]`, as a record of its own. */
function eatResolution(): bool {
  if (recordCount() >= CAPACITY - 1 || !eatByte(0x5b) || !eatKref() || eatenKind() !== KP) return false;
  const promise = eaten();
  const rejected = eat(REJECTED_WITH);
  if (!rejected && !eat(FULFILLED)) return false;
  addRecord();
  put(KIND, NOTIFIED);
  put(PROMISE, promise);
  put(REJECTED, rejected ? 1 : 0);
  return eatBodyRest() && eat(END_OF_RESOLUTION);
}

let resolutions: i32 = 0;

/** How many records follow that of the delivery. */
export function resolutionsOf(): i32 {
  return resolutions;
}

function eatNotified(old: bool): bool {
  put(DISPATCH, DISPATCH_NOTIFY);
  resolutions = 1;
  if (!eatResolution()) return false;
  while (eatByte(0x2c)) {
    if (!eatResolution()) return false;
    resolutions += 1;
  }
  return old ? eatOldVd(VD_NOTIFY) : eat(END_OF_NOTIFIED);
}

/** Deliveries that only free memory: their places in DISPATCHES. */
function otherDispatch(): i32 {
  if (eat(AS_BOYD)) return 2;
  if (eat(AS_DROP_EXPORTS)) return 3;
  if (eat(AS_RETIRE_EXPORTS)) return 4;
  return eat(AS_RETIRE_IMPORTS) ? 5 : 0;
}

/** A delivery that is no replay, from behind its identity; adds a record, and one for each resolution. */
export function eatDeliver(): bool {
  addRecord();
  put(KIND, DELIVER);
  put(VAT, vatOf());
  put(CRANK, crankOf());
  put(DELIVERY, deliveryOf());
  put(TARGET, 0);
  put(RESULT_OF, 0);
  put(RESOLUTIONS, 0);
  resolutions = 0;
  upToTail = false;
  if (eat(AS_MESSAGE)) return eatMessage(false);
  if (eat(AS_NOTIFY)) return eatNotified(false);
  if (eat(OLD_MESSAGE)) return eatMessage(true);
  if (eat(OLD_NOTIFY)) return eatNotified(true);
  const other = otherDispatch();
  put(DISPATCH, other);
  return other !== 0;
}

const DISPATCH_KEY = text('"dispatch":"');
const END_OF_NAME = text('",');
const OK = text('"dr":["ok",null,');
const NO_USAGE = text('null]');
const COMPUTE = text('"compute":');
const COLON = text('":');
const END_OF_USAGE = text('}]');

/** What a member of the usage is: mostly a list of moments, or a number. */
function eatMeasure(): bool {
  const start = here();
  if (byteAt(start) !== 0x5b) return eatValue(0);
  const end = decimalsEnd(start + 1);
  if (byteAt(end) !== 0x5d) return eatValue(0);
  goTo(end + 1);
  return true;
}

/** The worker's usage, `{"meterType":"…","compute":N,…}]`; notes the computrons. */
function eatUsage(): bool {
  do {
    if (eat(COMPUTE)) {
      if (!eatInteger()) return false;
      put(COMPUTRONS, eaten());
    } else {
      if (!eatByte(0x22) || !eatName() || !eat(COLON) || !eatMeasure()) return false;
    }
  } while (eatByte(0x2c));
  return eat(END_OF_USAGE);
}

/** A delivery that went well, from behind its identity up to the line's tail; adds a record. */
export function eatDeliverResult(): bool {
  if (eat(DISPATCH_KEY) && !(eatName() && eat(END_OF_NAME))) return false;
  if (!eat(OK)) return false;
  addRecord();
  put(KIND, RESULT);
  put(VAT, vatOf());
  put(COMPUTRONS, NaN);
  upToTail = true;
  return eat(NO_USAGE) || (eatByte(0x7b) && eatUsage());
}
