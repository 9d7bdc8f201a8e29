/**
 * How writers end a line: `,"time":T,"monotime":M}` or `,"time":T,"monotime":M,"seconds":S}`. In a line that is valid JSON these are
 * members of the entry itself: the last brace closes it, and between it and a colon stands nothing but a number's characters.
 */
import { byteAt, decimalBefore, numberIn, sameFew, standsAt, text } from './bytes';

const TIME = text(',"time":');
const MONOTIME = text(',"monotime":');
const SECONDS = text(',"seconds":');

let end: usize = 0;
let timeAt: usize = 0;
let monotimeAt: usize = 0;
let secondsAt: usize = 0;

/** Where the number before `timeEnd` begins that stands behind `,"time":`; its usual widths are tried before it is searched for. */
function timeBefore(timeEnd: usize): usize {
  if (standsAt(timeEnd - 25, TIME)) return timeEnd - 17;
  if (standsAt(timeEnd - 24, TIME)) return timeEnd - 16;
  const at = decimalBefore(timeEnd);
  return at !== 0 && standsAt(at - 8, TIME) ? at : 0;
}

/** Reads the tail of the line that ends before the newline at `newline`; false if it has another form. */
export function readTail(newline: usize): bool {
  end = newline - 1;
  if (byteAt(end) !== 0x7d) return false;
  let at = decimalBefore(end);
  if (at === 0) return false;
  secondsAt = 0;
  if (!standsAt(at - 12, MONOTIME)) {
    if (!standsAt(at - 11, SECONDS)) return false;
    secondsAt = at;
    at = decimalBefore(at - 11);
    if (at === 0 || !standsAt(at - 12, MONOTIME)) return false;
  }
  monotimeAt = at;
  timeAt = timeBefore(at - 12);
  return timeAt !== 0;
}

/** Where the tail begins: its comma. */
export function tailStart(): usize {
  return timeAt - 8;
}

export function tailTime(): f64 {
  return numberIn(timeAt, monotimeAt - 12);
}

function monotimeEnd(): usize {
  return secondsAt === 0 ? end : secondsAt - 11;
}

export function tailMonotime(): f64 {
  return numberIn(monotimeAt, monotimeEnd());
}

export function hasSeconds(): bool {
  return secondsAt !== 0;
}

export function tailSeconds(): f64 {
  return numberIn(secondsAt, end);
}

/** Where whole seconds were read last, with the byte behind them, and their value: most lines repeat those of the line before. */
let knownAt: usize = 0;
let knownLength: usize = 0;
let knownSeconds: f64 = 0;

/** Other bytes are about to be read. */
export function forgetTail(): void {
  knownLength = 0;
}

/** Has the monotime the same whole seconds as the one whose seconds were read last? */
// @inline
export function repeatsSeconds(): bool {
  return knownLength !== 0 && sameFew(monotimeAt, knownAt, knownLength);
}

const MAX_KNOWN: usize = 8;

/** The monotime's whole seconds: enough to see that a clock fell or stood still, and cheaper than its value. */
export function tailWholeSeconds(): f64 {
  if (repeatsSeconds()) return knownSeconds;
  let value: f64 = 0;
  let at = monotimeAt;
  const to = monotimeEnd();
  while (at < to) {
    const digit = byteAt(at) - 48;
    if (digit < 0) break;
    value = value * 10 + digit;
    at += 1;
  }
  knownAt = monotimeAt;
  knownLength = at + 1 - monotimeAt;
  if (knownLength > MAX_KNOWN) knownLength = 0;
  knownSeconds = value;
  return value;
}
