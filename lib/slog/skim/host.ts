/** What the chain's host writes around the kernel: members in any order, each line validated from end to end. */
import { addRecord, byteAt, numberIn, put, standsAt, text } from './bytes';
import { eat, eatByte, eaten, eatInteger, eatName, eatVat, goTo, here } from './cursor';
import { eatNumber, eatValue, plainKeyEnd, skipSpace } from './json';
import {
  BLOCK_HEIGHT,
  BLOCK_TIME,
  BRIDGE,
  BUNDLE_SHA512,
  CREATE_VAT,
  DESCRIPTION,
  DYNAMIC,
  FULL_SAVE_TIME,
  HANGOVER,
  HOST,
  INBOUND_NUM,
  KIND,
  MANAGER_TYPE,
  MONOTIME,
  NAME,
  PHASE,
  REMAINING_BEANS,
  RUN_NUM,
  SECONDS,
  SOURCE,
  TIME,
  TYPE,
  USED_BEANS,
  VAT,
} from './record';
import { BRIDGE_INBOUND, CREATE_VAT_TYPE, RUN_FINISH } from './type';

const K_TIME = text('"time"');
const K_MONOTIME = text('"monotime"');
const K_SECONDS = text('"seconds"');
const K_TYPE = text('"type"');
const K_BLOCK_HEIGHT = text('"blockHeight"');
const K_RUN_NUM = text('"runNum"');
const K_REMAINING = text('"remainingBeans"');
const K_USED = text('"usedBeans"');
const K_BLOCK_TIME = text('"blockTime"');
const K_HANGOVER = text('"afterCommitHangoverSeconds"');
const K_FULL_SAVE = text('"fullSaveTime"');
const K_PHASE = text('"phase"');
const K_INBOUND_NUM = text('"inboundNum"');
const K_SOURCE = text('"source"');
const K_SENDER = text('"sender"');
const K_BODY = text('"body"');
const K_ERROR = text('"error"');
const K_VAT = text('"vatID"');
const K_DYNAMIC = text('"dynamic"');
const K_DESCRIPTION = text('"description"');
const K_NAME = text('"name"');
const K_MANAGER = text('"managerType"');
const K_BUNDLE = text('"vatSourceBundle"');
const K_SHA512 = text('"endoZipBase64Sha512"');
const ACTION_TYPE = text('{"type":"');
const CORE_EVAL = text('CORE_EVAL"');

/** The letter that the key begins with, behind its quote: looked at first, as most members are none of those that are read. */
function letterOf(key: usize): i32 {
  return byteAt(key + 1);
}

const A: i32 = 0x61;
const B: i32 = 0x62;
const E: i32 = 0x65;
const F: i32 = 0x66;
const I: i32 = 0x69;
const M: i32 = 0x6d;
const P: i32 = 0x70;
const R: i32 = 0x72;
const S: i32 = 0x73;
const T: i32 = 0x74;
const U: i32 = 0x75;

/** Which slot a member's number goes to; 0 if the fold does not read it as a number. */
function numberSlot(key: usize): i32 {
  const letter = letterOf(key);
  if (letter === T) return standsAt(key, K_TIME) ? TIME : 0;
  if (letter === M) return standsAt(key, K_MONOTIME) ? MONOTIME : 0;
  return letter === S && standsAt(key, K_SECONDS) ? SECONDS : 0;
}

function hostNumberSlot(key: usize): i32 {
  const letter = letterOf(key);
  if (letter === B) {
    if (standsAt(key, K_BLOCK_HEIGHT)) return BLOCK_HEIGHT;
    return standsAt(key, K_BLOCK_TIME) ? BLOCK_TIME : 0;
  }
  if (letter === R) {
    if (standsAt(key, K_RUN_NUM)) return RUN_NUM;
    return standsAt(key, K_REMAINING) ? REMAINING_BEANS : 0;
  }
  if (letter === U) return standsAt(key, K_USED) ? USED_BEANS : 0;
  if (letter === A) return standsAt(key, K_HANGOVER) ? HANGOVER : 0;
  return letter === F && standsAt(key, K_FULL_SAVE) ? FULL_SAVE_TIME : 0;
}

/** A number, or the null that says there is none. */
function eatNumberInto(slot: i32): bool {
  const start = here();
  if (byteAt(start) === 0x6e) {
    put(slot, NaN);
    return eatValue(0);
  }
  if (!eatNumber()) return false;
  const value = numberIn(start, here());
  put(slot, value);
  return value === value;
}

/** A string, `true`, `false` or `null`, of which the place is noted. */
function eatInto(slot: i32): bool {
  const first = byteAt(here());
  if (first !== 0x22 && first !== 0x74 && first !== 0x66 && first !== 0x6e) return false;
  put(slot, here());
  return eatValue(0);
}

let sawBody: bool = false;

/** What a bridge carries: its own type stands first and is not that of a core eval, which is parsed. */
function eatAction(): bool {
  if (!standsAt(here(), ACTION_TYPE)) return false;
  const type = here() + 9;
  const first = byteAt(type);
  if (first < 0x41 || first > 0x5a || standsAt(type, CORE_EVAL)) return false;
  sawBody = true;
  return eatValue(0);
}

function eatBridgeMember(key: usize): bool {
  if (standsAt(key, K_INBOUND_NUM)) return eatInto(INBOUND_NUM);
  if (standsAt(key, K_SOURCE)) return eatInto(SOURCE);
  if (standsAt(key, K_BODY)) return eatAction();
  return !standsAt(key, K_SENDER) && !standsAt(key, K_ERROR) && eatValue(0);
}

/** A vat's source: of it only the bundle's hash is kept. */
function eatBundle(): bool {
  if (!eatByte(0x7b)) return false;
  do {
    const key = here();
    const keyEnd = plainKeyEnd();
    if (keyEnd === 0) return false;
    goTo(keyEnd);
    if (!eatByte(0x3a)) return false;
    const kept = standsAt(key, K_SHA512) ? eatInto(BUNDLE_SHA512) : eatValue(0);
    if (!kept) return false;
  } while (eatByte(0x2c));
  return eatByte(0x7d);
}

function eatVatMember(key: usize): bool {
  if (standsAt(key, K_DYNAMIC)) return eatInto(DYNAMIC);
  if (standsAt(key, K_DESCRIPTION)) return eatInto(DESCRIPTION);
  if (standsAt(key, K_NAME)) return eatInto(NAME);
  if (standsAt(key, K_MANAGER)) return eatInto(MANAGER_TYPE);
  if (standsAt(key, K_BUNDLE)) return eatBundle();
  if (!standsAt(key, K_VAT)) return eatValue(0);
  if (!eatVat()) return false;
  put(VAT, eaten());
  return true;
}

/** Members of a host's entry that are read and are no numbers: an entry with another than the phase is parsed. */
function eatHostMember(key: usize): bool {
  if (letterOf(key) === P && standsAt(key, K_PHASE)) return eatInto(PHASE);
  return !isOfTrigger(key) && eatValue(0);
}

/** Is it a member that tells what a bridge or a poll brought? */
function isOfTrigger(key: usize): bool {
  const letter = letterOf(key);
  if (letter === S) return standsAt(key, K_SOURCE) || standsAt(key, K_SENDER);
  if (letter === B) return standsAt(key, K_BODY);
  if (letter === I) return standsAt(key, K_INBOUND_NUM);
  return letter === E && standsAt(key, K_ERROR);
}

function eatMember(key: usize, type: i32): bool {
  const slot = numberSlot(key);
  if (slot !== 0) return eatNumberInto(slot);
  if (type === BRIDGE_INBOUND) return eatBridgeMember(key);
  if (type === CREATE_VAT_TYPE) return eatVatMember(key);
  const number = hostNumberSlot(key);
  return number === 0 ? eatHostMember(key) : eatNumberInto(number);
}

function kindOf(type: i32): i32 {
  if (type === BRIDGE_INBOUND) return BRIDGE;
  return type === CREATE_VAT_TYPE ? CREATE_VAT : HOST;
}

function addHostRecord(type: i32): void {
  addRecord();
  put(KIND, kindOf(type));
  const places = type === BRIDGE_INBOUND || type === CREATE_VAT_TYPE;
  for (let slot = TIME; slot <= FULL_SAVE_TIME; slot += 1) put(slot, places && slot >= TYPE ? 0 : NaN);
  put(PHASE, 0);
  if (type === CREATE_VAT_TYPE) put(VAT, NaN);
  if (!places) put(TYPE, type);
}

/** Any host's entry (a bridge's only with a body: without one it may be a core eval), from behind its type: validated up to its end, with a record of what is read. */
export function eatHost(type: i32): bool {
  addHostRecord(type);
  sawBody = false;
  do {
    skipSpace();
    const key = here();
    const keyEnd = plainKeyEnd();
    // A second type would be the one that counts.
    if (keyEnd === 0 || standsAt(key, K_TYPE)) return false;
    goTo(keyEnd);
    skipSpace();
    if (!eatByte(0x3a)) return false;
    skipSpace();
    if (!eatMember(key, type)) return false;
    skipSpace();
  } while (eatByte(0x2c));
  if (type === BRIDGE_INBOUND && !sawBody) return false;
  return eatByte(0x7d) && byteAt(here()) === 10;
}

const M_BLOCK_HEIGHT = text('"blockHeight":');
const M_RUN_NUM = text(',"runNum":');
const M_PHASE = text(',"phase":');
const M_START = text(',"startBeans":');
const M_FINISH = text(',"finishBeans":');
const M_USED = text(',"usedBeans":');
const M_REMAINING = text(',"remainingBeans":');

function eatWhole(key: usize, slot: i32): bool {
  if (!eat(key) || !eatInteger()) return false;
  if (slot !== 0) put(slot, eaten());
  return true;
}

/** A run's entry, in the order in which the host writes its members, up to its tail; with the record that `eatHost` makes of it. */
export function eatRun(type: i32): bool {
  addHostRecord(type);
  if (!eatWhole(M_BLOCK_HEIGHT, BLOCK_HEIGHT) || !eatWhole(M_RUN_NUM, RUN_NUM) || !eat(M_PHASE)) return false;
  put(PHASE, here());
  if (!eatByte(0x22) || !eatName() || !eatByte(0x22) || !eatWhole(M_START, 0)) return false;
  if (type === RUN_FINISH && !(eatWhole(M_FINISH, 0) && eatWhole(M_USED, USED_BEANS))) return false;
  // A chain's first run has no limit.
  eatWhole(M_REMAINING, REMAINING_BEANS);
  return true;
}
