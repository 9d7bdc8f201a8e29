/** How a line ends that need not be parsed: nothing in it that a whole line would not have, a tail as writers write it, and a clock that goes on. */
import { cleanEnd, put } from './bytes';
import { MONOTIME, SECONDS, TIME } from './record';
import {
  forgetTail,
  hasSeconds,
  readTail,
  repeatsSeconds,
  tailMonotime,
  tailSeconds,
  tailTime,
  tailWholeSeconds,
} from './tail';

/** A clock that stands still for so long may be worth a finding: the fold's own rule decides. */
const SILENCE: f64 = 600;

/** Whole seconds of the newest monotime. */
let clock: f64 = 0;

/** Other bytes are about to be read; the newest monotime before them. */
export function startClock(before: f64): void {
  forgetTail();
  clock = before;
}

/** The newline behind `from`, if the line is whole and ends as writers end it; else 0. */
export function endOf(from: usize): usize {
  const newline = cleanEnd(from);
  return newline !== 0 && readTail(newline) ? newline : 0;
}

/** The same of a line of which nothing is needed behind `from`; 0 also if its clock fell. */
export function skipped(from: usize): usize {
  const newline = cleanEnd(from);
  return newline === 0 || !readTail(newline) || clockFell() ? 0 : newline;
}

/** The clock is that of the line whose tail was read, wherever it stood: a replay tells of another time. */
export function followClock(): void {
  clock = tailWholeSeconds();
}

/** Did the clock fall since the last line? Then a process began whose first entry is missing. */
function clockFell(): bool {
  if (repeatsSeconds()) return false;
  const now = tailWholeSeconds();
  if (now < clock) {
    forgetTail();
    return true;
  }
  clock = now;
  return false;
}

/** Moves the clock on; false if it fell or stood still, which the fold's own rules judge. */
export function clockMoved(): bool {
  if (repeatsSeconds()) return true;
  const now = tailWholeSeconds();
  if (now < clock || now - clock >= SILENCE) {
    forgetTail();
    return false;
  }
  clock = now;
  return true;
}

/** Fills the newest record's clocks and moves the clock on; false if one fell, stood still, or is no plain number. */
export function timed(): bool {
  const time = tailTime();
  const seconds = hasSeconds() ? tailSeconds() : 0;
  // Who measured the length needs no start and no end.
  const monotime = hasSeconds() ? 0 : tailMonotime();
  put(TIME, time);
  put(MONOTIME, monotime);
  put(SECONDS, hasSeconds() ? seconds : NaN);
  return time === time && monotime === monotime && seconds === seconds && clockMoved();
}

/** The tail's numbers as a host's record has them; false if one is no plain number. */
export function tailInto(): bool {
  const time = tailTime();
  const monotime = tailMonotime();
  const seconds = hasSeconds() ? tailSeconds() : 0;
  put(TIME, time);
  put(MONOTIME, monotime);
  if (hasSeconds()) put(SECONDS, seconds);
  return time === time && monotime === monotime && seconds === seconds;
}
