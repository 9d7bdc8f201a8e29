/**
 * A reading place that moves forward over what it recognises: `eat` a text, a number, a name. Each answers whether it stood there;
 * when it did not, the line is not as the kernel writes it and goes to `JSON.parse`.
 */
import { byteAt, digitsEnd, lengthOf, nameEnd, standsAt, stringEnd, wholeNumber } from './bytes';

let at: usize = 0;

// @inline
export function here(): usize {
  return at;
}

// @inline
export function goTo(place: usize): void {
  at = place;
}

// @inline
export function eat(handle: usize): bool {
  if (!standsAt(at, handle)) return false;
  at += lengthOf(handle);
  return true;
}

// @inline
export function eatByte(byte: i32): bool {
  if (byteAt(at) !== byte) return false;
  at += 1;
  return true;
}

let from: usize = 0;
let to: usize = 0;
let kind: i32 = 0;

/** A whole number of at most 15 digits, written without sign, leading zero, fraction or exponent. */
export function eatInteger(): bool {
  from = at;
  to = digitsEnd(at);
  at = to;
  kind = 0;
  const length = to - from;
  if (length === 0 || length > 15 || (length > 1 && byteAt(from) === 48)) return false;
  const next = byteAt(to);
  return next !== DOT && next !== SMALL_E && next !== LARGE_E;
}

const DOT: i32 = 0x2e;
const SMALL_E: i32 = 0x65;
const LARGE_E: i32 = 0x45;

/** The number that was eaten last; a reference's with its kind. */
export function eaten(): f64 {
  const value = wholeNumber(from, to);
  return kind === 0 ? value : value * 4 + kind;
}

/** KO, KP or KD. */
export function eatenKind(): i32 {
  return kind;
}

/** A name of letters, digits and `-`, up to what is neither. */
export function eatName(): bool {
  const start = at;
  at = nameEnd(at);
  return at > start;
}

/** The rest of a string whose opening quote is behind us, with its closing quote. */
export function eatStringRest(): bool {
  const end = stringEnd(at);
  if (end === 0) return false;
  at = end;
  return true;
}

/** `"v12"`: answers in `eaten`. */
export function eatVat(): bool {
  return eatByte(0x22) && eatByte(0x76) && eatInteger() && eatByte(0x22);
}

/** A kernel's reference as one number: four times its own, plus its kind. */
export const KO: i32 = 1;
export const KP: i32 = 2;
export const KD: i32 = 3;

function kindOf(letter: i32): i32 {
  if (letter === 0x6f) return KO;
  if (letter === 0x70) return KP;
  return letter === 0x64 ? KD : 0;
}

/** `"ko12"`, `"kp3"` or `"kd4"`: answers in `eaten` and `eatenKind`. */
export function eatKref(): bool {
  if (!eatByte(0x22) || !eatByte(0x6b)) return false;
  const letter = kindOf(byteAt(at));
  at += 1;
  if (letter === 0 || !eatInteger() || !eatByte(0x22)) return false;
  kind = letter;
  return true;
}
