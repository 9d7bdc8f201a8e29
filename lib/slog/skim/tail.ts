/**
 * How writers end a line: `,"time":T,"monotime":M}` or `,"time":T,"monotime":M,"seconds":S}`. In a line that is valid JSON these are
 * members of the entry itself: the last brace closes it, and between it and a colon stands nothing but a number's characters.
 */
import { byteAt, decimalBefore, numberIn, sameAt, standsAt, text } from './bytes';

const TIME = text(',"time":');
const MONOTIME = text(',"monotime":');
const SECONDS = text(',"seconds":');

let start: usize = 0;
let timeAt: usize = 0;
let timeEnd: usize = 0;
let monotimeAt: usize = 0;
let monotimeEnd: usize = 0;
let secondsAt: usize = 0;
let secondsEnd: usize = 0;

/** Where the number before `end` begins that stands behind `,"time":`; its usual widths are tried before it is searched for. */
function timeBefore(end: usize): usize {
  if (standsAt(end - 25, TIME)) return end - 17;
  if (standsAt(end - 24, TIME)) return end - 16;
  const at = decimalBefore(end);
  return at !== 0 && standsAt(at - 8, TIME) ? at : 0;
}

/** Reads the tail of the line that ends before the newline at `newline`; false if it has another form. */
export function readTail(newline: usize): bool {
  let end = newline - 1;
  if (byteAt(end) !== 0x7d) return false;
  let at = decimalBefore(end);
  secondsAt = 0;
  if (at !== 0 && standsAt(at - 11, SECONDS)) {
    secondsAt = at;
    secondsEnd = end;
    end = at - 11;
    at = decimalBefore(end);
  }
  if (at === 0 || !standsAt(at - 12, MONOTIME)) return false;
  monotimeAt = at;
  monotimeEnd = end;
  timeEnd = at - 12;
  timeAt = timeBefore(timeEnd);
  start = timeAt - 8;
  return timeAt !== 0;
}

/** Where the tail begins: its comma. */
export function tailStart(): usize {
  return start;
}

export function tailTime(): f64 {
  return numberIn(timeAt, timeEnd);
}

export function tailMonotime(): f64 {
  return numberIn(monotimeAt, monotimeEnd);
}

export function hasSeconds(): bool {
  return secondsAt !== 0;
}

export function tailSeconds(): f64 {
  return numberIn(secondsAt, secondsEnd);
}

/** Where whole seconds were read last, with the byte behind them, and their value: most lines repeat those of the line before. */
let knownAt: usize = 0;
let knownLength: usize = 0;
let knownSeconds: f64 = 0;

/** Other bytes are about to be read. */
export function forgetTail(): void {
  knownLength = 0;
}

/** The monotime's whole seconds: enough to see that a clock fell or stood still, and cheaper than its value. */
export function tailWholeSeconds(): f64 {
  if (knownLength !== 0 && sameAt(monotimeAt, knownAt, knownLength)) return knownSeconds;
  let value: f64 = 0;
  let at = monotimeAt;
  while (at < monotimeEnd) {
    const digit = byteAt(at) - 48;
    if (digit < 0) break;
    value = value * 10 + digit;
    at += 1;
  }
  knownAt = monotimeAt;
  knownLength = at + 1 - monotimeAt;
  knownSeconds = value;
  return value;
}
