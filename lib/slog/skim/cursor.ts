/**
 * A reading place that moves forward over what it recognises: `eat` a text, a number, a name. Each answers whether it stood there;
 * when it did not, the line is not as the kernel writes it and goes to `JSON.parse`.
 */
import { byteAt, lengthOf, standsAt, stringEnd } from './bytes';

let at: usize = 0;

export function here(): usize {
  return at;
}

export function goTo(place: usize): void {
  at = place;
}

export function eat(handle: usize): bool {
  if (!standsAt(at, handle)) return false;
  at += lengthOf(handle);
  return true;
}

export function eatByte(byte: i32): bool {
  if (byteAt(at) !== byte) return false;
  at += 1;
  return true;
}

let integer: f64 = 0;

/** What `eatInteger` read. */
export function eaten(): f64 {
  return integer;
}

/** A whole number of at most 15 digits, written without sign, leading zero, fraction or exponent. */
export function eatInteger(): bool {
  const start = at;
  let value: f64 = 0;
  let digit = byteAt(at) - 48;
  while (digit >= 0 && digit <= 9) {
    value = value * 10 + digit;
    at += 1;
    digit = byteAt(at) - 48;
  }
  integer = value;
  const length = at - start;
  if (length === 0 || length > 15 || (length > 1 && byteAt(start) === 48)) return false;
  // 46 is a dot, 101 and 69 an exponent.
  return digit !== -2 && digit !== 53 && digit !== 21;
}

/** Names of types, methods' first letters and the like: letters, digits and `-`, up to what is neither. */
export function eatName(): bool {
  const start = at;
  let byte = byteAt(at);
  while (
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    byte === 45 ||
    (byte >= 48 && byte <= 57)
  ) {
    at += 1;
    byte = byteAt(at);
  }
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

/** `"ko12"`, `"kp3"` or `"kd4"`: answers in `eaten`. */
export function eatKref(): bool {
  if (!eatByte(0x22) || !eatByte(0x6b)) return false;
  const kind = kindOf(byteAt(at));
  at += 1;
  if (kind === 0 || !eatInteger() || !eatByte(0x22)) return false;
  integer = integer * 4 + kind;
  return true;
}
