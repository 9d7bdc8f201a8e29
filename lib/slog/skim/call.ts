/** Parts that several types have in common: who was spoken to, which method, what answers it. */
import { byteAt, digitsEnd, sameAt, standsAt, text, wholeNumber } from './bytes';
import { eat, eatByte, eaten, eatInteger, eatKref, eatStringRest, eatVat, goTo, here } from './cursor';

const CRANK_NUM = text('"crankNum":');
const VAT_ID = text('"vatID":');
const DELIVERY_NUM = text(',"deliveryNum":');
const SYSCALL_NUM = text('"syscallNum":');
const REPLAY_FALSE = text('"replay":false,');
const REPLAY_TRUE = text('"replay":true,');

/** The newest identity: where it begins, its length up to the syscall's number or the replay, and its numbers. */
let known: usize = 0;
let knownLength: usize = 0;
let crankAt: usize = 0;
let vatAt: usize = 0;
let deliveryAt: usize = 0;

function numberFrom(place: usize): f64 {
  return wholeNumber(place, digitsEnd(place));
}

export function crankOf(): f64 {
  return crankAt === 0 ? NaN : numberFrom(crankAt);
}

export function vatOf(): f64 {
  return numberFrom(vatAt);
}

export function deliveryOf(): f64 {
  return numberFrom(deliveryAt);
}

/** Other bytes are about to be scanned. */
export function forgetIdentity(): void {
  knownLength = 0;
}

function eatNumbers(): bool {
  known = here();
  knownLength = 0;
  crankAt = 0;
  if (eat(CRANK_NUM)) {
    crankAt = here();
    if (!eatInteger() || !eatByte(0x2c)) return false;
  }
  if (!eat(VAT_ID)) return false;
  vatAt = here() + 2;
  if (!eatVat() || !eat(DELIVERY_NUM)) return false;
  deliveryAt = here();
  if (!eatInteger() || !eatByte(0x2c)) return false;
  knownLength = here() - known;
  return true;
}

/** Most lines are about the same delivery as the line before. */
function eatKnown(): bool {
  if (knownLength === 0 || !sameAt(here(), known, knownLength)) return false;
  goTo(here() + knownLength);
  return true;
}

let numberAt: usize = 0;

/** Where the syscall's number stands in the line whose identity was eaten last. */
export function numberPlace(): usize {
  return numberAt;
}

const COLON: i32 = 0x3a;

export const OTHER: i32 = 0;
export const LIVE: i32 = 1;
export const REPLAYED: i32 = 2;

/** `"crankNum":N,"vatID":"vN","deliveryNum":N,["syscallNum":N,]"replay":B,`: whose entry it is and whether it is a replay. */
export function eatIdentity(): i32 {
  const start = here();
  if (!eatKnown() && !eatNumbers()) return OTHER;
  let isSyscall = byteAt(here() - 1) === COLON;
  if (!isSyscall && eat(SYSCALL_NUM)) {
    isSyscall = true;
    known = start;
    knownLength = here() - start;
  }
  numberAt = here();
  if (isSyscall && !(eatInteger() && eatByte(0x2c))) return OTHER;
  if (eat(REPLAY_FALSE)) return LIVE;
  return eat(REPLAY_TRUE) ? REPLAYED : OTHER;
}

/** Does this word stand in the strings between the two places, or an escape that may spell one of its letters? */
export function mayHold(from: usize, to: usize, word: usize): bool {
  for (let at = from; at < to; at += 1) {
    if (standsAt(at, word)) return true;
    if (byteAt(at) !== BACKSLASH) continue;
    at += 1;
    if (byteAt(at) === SMALL_U) return true;
  }
  return false;
}

const BACKSLASH: i32 = 0x5c;
const SMALL_U: i32 = 0x75;
const MAX_METHOD: usize = 200;

let method: usize = 0;

/** Is the method that `readMethod` found this one? The text brings its closing quote, as escaped in a body. */
export function isMethod(name: usize): bool {
  return method !== 0 && standsAt(method, name);
}

/**
 * Finds the method of the body whose text begins here, `#[\"method\",…`, without moving on. False if it is spelt with escapes
 * that only a parser should read; a body without a method is fine.
 */
export function readMethod(): bool {
  method = 0;
  let at = here();
  if (byteAt(at) === 0x23) at += 1;
  if (byteAt(at) !== 0x5b) return byteAt(at) !== 0x5c;
  if (byteAt(at + 1) !== 0x5c) return true;
  if (byteAt(at + 2) !== 0x22) return false;
  const start = at + 3;
  at = start;
  while (byteAt(at) !== 0x5c && byteAt(at) !== 0x22 && byteAt(at) >= 0x20 && at - start < MAX_METHOD) at += 1;
  if (byteAt(at) !== 0x5c) return byteAt(at) === 0x22;
  if (byteAt(at + 1) !== 0x22) return false;
  method = start;
  return true;
}

const METHARGS = text('{"methargs":{"body":"');
const SLOTS_OF = text(',"slots":[');
const END_OF_SLOTS = text(']}');
const RESULT_KEY = text(',"result":');
const NO_RESULT = text('null}');

/** `{"methargs":{"body":"`, with the method looked at. */
export function eatCallHead(): bool {
  return eat(METHARGS) && readMethod();
}

/** The rest of a body, its slots and their closing brace. */
export function eatBodyRest(): bool {
  if (!eatStringRest() || !eat(SLOTS_OF)) return false;
  while (eatByte(0x22)) {
    if (!eatStringRest()) return false;
    eatByte(0x2c);
  }
  return eat(END_OF_SLOTS);
}

/** The rest of a call behind its body's opening quote; `eaten` is its result, 0 for none. */
export function eatCallRest(): bool {
  if (!eatBodyRest()) return false;
  if (eatByte(0x7d)) {
    result = 0;
    return true;
  }
  if (!eat(RESULT_KEY)) return false;
  // So the kernel writes what its host sends: nobody waits for an answer.
  if (eat(NO_RESULT)) {
    result = 0;
    return true;
  }
  if (!eatKref()) return false;
  result = eaten();
  return eatByte(0x7d);
}

let result: f64 = 0;

export function resultOf(): f64 {
  return result;
}
