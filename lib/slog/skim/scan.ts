/**
 * Skims whole lines: counts those that the fold does not read, makes records of those it reads often, and stops before any other,
 * which `JSON.parse` reads. README.md says why a line that passes is what it seems.
 */
import {
  addRecord,
  byteAt,
  CAPACITY,
  clearRecords,
  countLine,
  digitsEnd,
  dropRecords,
  nameEnd,
  put,
  recordCount,
  sameAt,
  standsAt,
  text,
} from './bytes';
import { eatIdentity, forgetIdentity, numberPlace, OTHER, REPLAYED } from './call';
import { eatConsole } from './console';
import { eatCrankStart } from './crank';
import { eat, eatByte, eatInteger, goTo, here } from './cursor';
import { eatDeliver, eatDeliverResult, readsUpToTail, resolutionsOf } from './deliver';
import { eatHost, eatRun } from './host';
import { clockMoved, endOf, followClock, skipped, startClock, tailInto, timed } from './line-end';
import { CRANK_FINISH, END, KIND, LINE, RESOLUTIONS, START } from './record';
import { DEVICE, eatOk, eatSyscall, PARSE, RECORD } from './syscall';
import { forgetTail, readTail, tailMonotime, tailStart, tailTime, tailWholeSeconds } from './tail';
import {
  CLIST,
  CONSOLE_TYPE,
  CRANK_FINISH_TYPE,
  CRANK_START_TYPE,
  CREATE_VAT_TYPE,
  DELIVER_RESULT,
  DELIVER_TYPE,
  eatType,
  RUN_FINISH,
  RUN_START,
  SYSCALL,
  SYSCALL_RESULT,
  UNREAD,
} from './type';
import { WANT_ALL, WANT_BRIDGE, WANT_CALLS, WANT_CLIST, WANT_RESOLVES, WANT_RESULTS } from './want';
import { crankBegan, crankEnded, forgetCrank } from './whole';

const HEAD = text('{"type":"');

let wants: i32 = 0;
let known: i32 = 0;
let lines: i32 = 0;
let replayed: i32 = 0;
/** The newline of the newest line that passed; 0 for none. */
let passed: usize = 0;
/** Where that line began. */
let passedStart: usize = 0;
/** One more than the place of the device's call that waits for its result; 0 for none. */
let device: usize = 0;
let deviceLine: i32 = 0;
/** The type of the line looked at. */
let type: i32 = 0;

/** What a line is when it need not be parsed: its newline; 0 otherwise. */
function line(start: usize): usize {
  const newline = usualLine(start);
  return newline === 0 ? anyLine(start) : newline;
}

function anyLine(start: usize): usize {
  if (!standsAt(start, HEAD)) return 0;
  goTo(start + 9);
  type = eatType(start + 9);
  if (type < 0 || ((known >> type) & 1) === 0) return 0;
  if (type === SYSCALL) return syscallLine(start);
  if (type === SYSCALL_RESULT) return resultLine(start);
  if (type === CLIST) return (wants & WANT_CLIST) !== 0 && !isKept() ? 0 : skipped(here());
  if (type >= UNREAD) return skipped(here());
  if (type === CREATE_VAT_TYPE) return hostLine(start);
  if ((wants & WANT_ALL) !== 0) return replayInWindow();
  if (type === CRANK_FINISH_TYPE) return crankFinishLine(start);
  if (type === CRANK_START_TYPE) return crankStartLine(start);
  if (type === DELIVER_TYPE) return deliverLine(start);
  if (type === DELIVER_RESULT) return deliverResultLine(start);
  if (type === CONSOLE_TYPE) return consoleLine(start);
  if (type === RUN_START || type === RUN_FINISH) return runLine(start);
  return hostLine(start);
}

const SMALL_S: i32 = 0x73;
const SMALL_C: i32 = 0x63;
const DASH: i32 = 0x2d;
const CLIST_HEAD = text('{"type":"clist",');
const LIVE_CALL = text(',"replay":false,"syscall":"vatstore');
const LIVE_ANSWER = text(',"replay":false,');
const STORE_CALL = text('","ksc":["vatstore');

/** Where the newest syscall, and the newest result of one, began, and the length of what all of its delivery begin with; 0 if not yet known. */
let callAt: usize = 0;
let callLength: usize = 0;
let answerAt: usize = 0;
let answerLength: usize = 0;
/** Need c-list lines not be parsed in this scan? */
let skipsClist: bool = false;

/**
 * Three lines in four are c-list lines and calls of a vat's store with their results, most of the same delivery as the ones before: these are
 * known by comparing. Answers as `line` does; 0 also for a line that must be looked at closely.
 */
function usualLine(start: usize): usize {
  const letter = byteAt(start + 9);
  if (letter === SMALL_C) {
    if (!skipsClist || !standsAt(start, CLIST_HEAD)) return 0;
    type = CLIST;
    return skipped(start + 16);
  }
  if (letter !== SMALL_S) return 0;
  if (byteAt(start + 16) === DASH) {
    if (answerLength === 0 || device !== 0 || !sameAt(start, answerAt, answerLength)) return 0;
    const number = digitsEnd(start + answerLength);
    if (!standsAt(number, LIVE_ANSWER)) return 0;
    type = SYSCALL_RESULT;
    return skipped(number + 16);
  }
  if (callLength === 0 || !sameAt(start, callAt, callLength)) return 0;
  const number = digitsEnd(start + callLength);
  if (!standsAt(number, LIVE_CALL)) return 0;
  const name = nameEnd(number + 35);
  if (!standsAt(name, STORE_CALL)) return 0;
  type = SYSCALL;
  const newline = skipped(name + 18);
  if (newline !== 0) device = 0;
  return newline;
}

const CRANK_NUM = text('"crankNum":');
const MODE_IMPORT = text('"mode":"import",');
const MODE_EXPORT = text('"mode":"export",');

/** A c-list's line that takes something in, which no question asks about. */
function isKept(): bool {
  if (eat(CRANK_NUM) && !(eatInteger() && eatByte(0x2c))) return false;
  return eat(MODE_IMPORT) || eat(MODE_EXPORT);
}

function replayedLine(): usize {
  const newline = endOf(here());
  if (newline === 0) return 0;
  followClock();
  replayed += 1;
  return newline;
}

/** While everything is parsed, replayed deliveries still need not be. */
function replayInWindow(): usize {
  if (type !== DELIVER_TYPE && type !== DELIVER_RESULT) return 0;
  return eatIdentity() === REPLAYED ? replayedLine() : 0;
}

function syscallLine(start: usize): usize {
  const replay = eatIdentity();
  if (replay === REPLAYED) return replayedLine();
  if (replay === OTHER || (wants & WANT_RESULTS) !== 0) return 0;
  const before = recordCount();
  const what = eatSyscall(
    (wants & WANT_CALLS) !== 0,
    (wants & WANT_RESOLVES) !== 0,
    (wants & WANT_BRIDGE) !== 0,
  );
  if (what === PARSE) return cancelled(before);
  const newline = skipped(here());
  if (newline === 0) return cancelled(before);
  if (what === RECORD) place(start, newline);
  callAt = start;
  callLength = numberPlace() - start;
  device = what === DEVICE ? start + 1 : 0;
  deviceLine = lines;
  return newline;
}

/** The result of a device's call matters when it is no `ok`. */
function resultLine(start: usize): usize {
  const replay = eatIdentity();
  if (replay === REPLAYED) return replayedLine();
  if (replay === OTHER || (wants & WANT_RESULTS) !== 0) return 0;
  if (device !== 0 && !eatOk()) return 0;
  const newline = skipped(here());
  if (newline !== 0) {
    device = 0;
    answerAt = start;
    answerLength = numberPlace() - start;
  }
  return newline;
}

/** A line that will be parsed leaves no record. */
function cancelled(before: i32): usize {
  dropRecords(before);
  return 0;
}

function place(start: usize, newline: usize): void {
  put(LINE, lines);
  put(START, start);
  put(END, newline);
}

function crankFinishLine(start: usize): usize {
  const newline = endOf(here());
  if (newline === 0 || !clockMoved()) return 0;
  device = 0;
  if (crankEnded()) return newline;
  addRecord();
  put(KIND, CRANK_FINISH);
  place(start, newline);
  return newline;
}

/** The kernel's message looks like an entry's head, so what is searched for a second head begins behind it. */
function crankStartLine(start: usize): usize {
  const before = recordCount();
  if (!eatCrankStart()) return cancelled(before);
  const newline = endOf(here());
  if (newline === 0 || !clockMoved()) return cancelled(before);
  place(start, newline);
  crankBegan(before);
  device = 0;
  return newline;
}

/** The end of a line whose delivery, or result, was read up to here; 0 if something may hide behind it. */
function endOfDelivery(): usize {
  const newline = endOf(here());
  return newline !== 0 && readsUpToTail() && here() !== tailStart() ? 0 : newline;
}

function deliverLine(start: usize): usize {
  const replay = eatIdentity();
  if (replay === REPLAYED) return replayedLine();
  const before = recordCount();
  if (replay === OTHER || !eatDeliver()) return cancelled(before);
  const newline = endOfDelivery();
  if (newline === 0) return cancelled(before);
  const after = recordCount();
  // Back to the delivery's own record: its resolutions stand behind it.
  dropRecords(before + 1);
  if (!timed()) return cancelled(before);
  put(RESOLUTIONS, resolutionsOf());
  place(start, newline);
  dropRecords(after);
  return newline;
}

function deliverResultLine(start: usize): usize {
  const replay = eatIdentity();
  if (replay === REPLAYED) return replayedLine();
  const before = recordCount();
  if (replay === OTHER || !eatDeliverResult()) return cancelled(before);
  const newline = endOfDelivery();
  if (newline === 0 || !timed()) return cancelled(before);
  place(start, newline);
  return newline;
}

/** What is printed between a syscall and its result is no syscall: the device's call still waits. */
function consoleLine(start: usize): usize {
  const before = recordCount();
  if (!eatConsole()) return cancelled(before);
  const behind = here();
  const newline = skipped(here());
  if (newline === 0 || behind !== tailStart()) return cancelled(before);
  place(start, newline);
  return newline;
}

/** Nearly every line about a run is as the host writes it; any other is validated. */
function runLine(start: usize): usize {
  const before = recordCount();
  const behindType = here();
  if (eatRun(type)) {
    const behind = here();
    const newline = endOf(behind);
    if (newline !== 0 && behind === tailStart() && tailInto()) {
      if (!clockMoved()) return cancelled(before);
      place(start, newline);
      return newline;
    }
  }
  dropRecords(before);
  goTo(behindType);
  return hostLine(start);
}

/** These are validated to their last byte, so nothing needs to be searched for. */
function hostLine(start: usize): usize {
  const before = recordCount();
  if (!eatHost(type)) return cancelled(before);
  const newline = here();
  if (!readTail(newline) || !clockMoved()) return cancelled(before);
  place(start, newline);
  return newline;
}

/** Room that the records of one more line may take at least. */
const SPARE: i32 = 2;

/**
 * Skims the whole lines of [from, to) and answers with where it stopped: `to`, or the line that must be parsed, or (`isFull`) any
 * place because there is no room for more records. `clockGiven` is the newest monotime before, `knownGiven` the types that may be skimmed.
 */
export function scan(from: usize, to: usize, wantsGiven: i32, knownGiven: i32, clockGiven: f64): usize {
  clearRecords();
  forgetIdentity();
  forgetCrank();
  wants = wantsGiven;
  known = knownGiven;
  startClock(clockGiven);
  lines = 0;
  replayed = 0;
  passed = 0;
  device = 0;
  callLength = 0;
  answerLength = 0;
  skipsClist = ((known >> CLIST) & 1) !== 0 && (wants & WANT_CLIST) === 0;
  let at = from;
  while (at < to && !isFull()) {
    const newline = line(at);
    if (newline === 0) return at;
    countLine(type);
    lines += 1;
    passed = newline;
    passedStart = at;
    at = newline + 1;
  }
  return at;
}

export function isFull(): bool {
  return recordCount() >= CAPACITY - SPARE;
}

export function linesPassed(): i32 {
  return lines;
}

export function replaysPassed(): i32 {
  return replayed;
}

/** One more than where the line of the device's call stands that waited for its result when the scan stopped; 0 for none. */
export function openDevice(): usize {
  return device;
}

/** That line's number in this scan. */
export function openDeviceLine(): i32 {
  return deviceLine;
}

/** The clocks of the newest line that passed; NaN where it takes `JSON.parse` to tell. */
export function newestTime(): f64 {
  readTail(passed);
  return tailTime();
}

export function newestMonotime(): f64 {
  readTail(passed);
  return tailMonotime();
}

export function newestStart(): usize {
  return passedStart;
}

/** Where that line ends: its newline. */
export function newestEnd(): usize {
  return passed;
}

/** Whole seconds of the monotime at the end of the line before this newline; NaN where it has none of the usual form. */
export function clockAt(newline: usize): f64 {
  forgetTail();
  return readTail(newline) ? tailWholeSeconds() : NaN;
}
