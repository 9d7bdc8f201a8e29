/** `syscall`: nearly all are of no consequence for the fold; those that are become records or go to `JSON.parse`. */
import { addRecord, put, stringEnd, text } from './bytes';
import { eatCallHead, isMethod, mayHold, vatOf } from './call';
import { eat, eatByte, eaten, eatenKind, eatKref, eatName, eatVat, here, KP } from './cursor';
import { KIND, PROMISE, SUBSCRIBE, VAT } from './record';

const SYSCALL_KEY = text('"syscall":"');
const END_OF_NAME = text('",');
const KSC = text('"ksc":["');
const NAME_AND_KSC = text('","ksc":["');
const VATSTORE = text('vatstore');
const QUOTE_COMMA = text('",');
const SUBSCRIBE_NAME = text('subscribe",');
const SEND_NAME = text('send",');
const RESOLVE_NAME = text('resolve",');
const INVOKE_NAME = text('invoke",');
const CORE_EVAL = text('CORE_EVAL');
const FROM_BRIDGE = text('fromBridge\\"');
const GET_BUNDLE_CAP = text('"getBundleCap"');
const GET_BUNDLE_ID = text('"getBundleID"');
const UPGRADE_VAT = text('"upgradeVat"');
const TERMINATE = text('"terminateWithFailure"');

export const PARSE: i32 = 0;
export const SKIP: i32 = 1;
export const RECORD: i32 = 2;
/** A device is called: the line matters if the answer is an error. */
export const DEVICE: i32 = 3;

function eatSubscribe(): i32 {
  if (!eatVat() || !eatByte(0x2c) || !eatKref() || eatenKind() !== KP) return PARSE;
  addRecord();
  put(KIND, SUBSCRIBE);
  put(VAT, vatOf());
  put(PROMISE, eaten());
  return RECORD;
}

/** Only the bridge's messages are read, and only while a core eval waits to be passed on. */
function eatSend(bridge: bool): i32 {
  if (!bridge) return SKIP;
  if (!eatKref() || !eatByte(0x2c) || !eatCallHead()) return PARSE;
  return isMethod(FROM_BRIDGE) && mayPassOn() ? PARSE : SKIP;
}

/** Does the body that begins here hold `CORE_EVAL`? */
function mayPassOn(): bool {
  const end = stringEnd(here());
  return end === 0 || mayHold(here(), end, CORE_EVAL);
}

function eatInvoke(): i32 {
  if (!eatKref() || !eatByte(0x2c)) return PARSE;
  if (eat(GET_BUNDLE_CAP) || eat(GET_BUNDLE_ID) || eat(UPGRADE_VAT) || eat(TERMINATE)) return PARSE;
  return eatByte(0x22) && eatName() && eat(END_OF_NAME) ? DEVICE : PARSE;
}

/** A syscall that is no replay, from behind its identity. `calls`: what the vat sends and subscribes to goes to `JSON.parse`; so do the others, as said. */
export function eatSyscall(calls: bool, resolves: bool, bridge: bool): i32 {
  if (eat(SYSCALL_KEY)) {
    if (!eatName() || !eat(NAME_AND_KSC)) return PARSE;
  } else if (!eat(KSC)) return PARSE;
  // By far the most, and whatever follows: it is none of the others.
  if (eat(VATSTORE)) return SKIP;
  if (eat(SUBSCRIBE_NAME)) return calls ? PARSE : eatSubscribe();
  if (eat(SEND_NAME)) return calls ? PARSE : eatSend(bridge);
  if (eat(RESOLVE_NAME)) return resolves ? PARSE : SKIP;
  if (eat(INVOKE_NAME)) return eatInvoke();
  return eatName() && eat(QUOTE_COMMA) ? SKIP : PARSE;
}

const KSR_OK = text('"ksr":["ok",');

/** Is the result, from behind its identity, one that says `ok`? */
export function eatOk(): bool {
  if (eat(SYSCALL_KEY) && !(eatName() && eat(END_OF_NAME))) return false;
  return eat(KSR_OK);
}
