/**
 * Which lines need no `JSON.parse` to be known for valid: an object by the whole grammar of JSON, with nothing behind it, and no object
 * in it that has a key twice. Of such a line everything is true that README.md says of valid lines; whether any other is valid after all, and
 * which of two members counts, `JSON.parse` decides. Bytes that are not UTF-8 are characters to it (U+FFFD), good in a string and bad elsewhere, as here.
 */
import { byteAt, digitsEnd, nameEnd, standsAt, stringEnd, text } from './bytes';
import { isNewKey, newObject } from './strict-keys';

/** Entries nest ten deep; what does not fit is parsed. */
const MAX_DEPTH: i32 = 31;
const TRUE = text('true');
const FALSE = text('false');
const NULL = text('null');

/** Behind the space that stands here: no newline does inside a line. */
function spaceEnd(from: usize): usize {
  let at = from;
  while (byteAt(at) === 0x20 || byteAt(at) === 9 || byteAt(at) === 13) at += 1;
  return at;
}

/** The same where there is seldom any. */
function behindSpace(from: usize): usize {
  return byteAt(from) > 0x20 ? from : spaceEnd(from);
}

/** Behind one digit or more; 0 for none. */
function someDigitsEnd(from: usize): usize {
  let at = from;
  let end = digitsEnd(from);
  while (end - at === 16) {
    at = end;
    end = digitsEnd(at);
  }
  return end === from ? 0 : end;
}

function numberEnd(from: usize): usize {
  let at = byteAt(from) === 0x2d ? from + 1 : from;
  at = byteAt(at) === 48 ? at + 1 : someDigitsEnd(at);
  if (at !== 0 && byteAt(at) === 0x2e) at = someDigitsEnd(at + 1);
  if (at === 0 || (byteAt(at) | 0x20) !== 0x65) return at;
  at += 1;
  if (byteAt(at) === 0x2b || byteAt(at) === 0x2d) at += 1;
  return someDigitsEnd(at);
}

function arrayEnd(from: usize, depth: i32): usize {
  let at = behindSpace(from);
  if (byteAt(at) === 0x5d) return at + 1;
  while (true) {
    at = valueEnd(at, depth);
    if (at === 0) return 0;
    at = behindSpace(at);
    if (byteAt(at) === 0x5d) return at + 1;
    if (byteAt(at) !== 0x2c) return 0;
    at = behindSpace(at + 1);
  }
}

/** The closing quote of the key whose text begins here; 0 for none, and for one spelt with escapes. */
function keyEnd(from: usize): usize {
  const name = nameEnd(from);
  if (byteAt(name) === 0x22) return name;
  const end = stringEnd(name);
  for (let at = name; at < end; at += 1) if (byteAt(at) === 0x5c) return 0;
  return end === 0 ? 0 : end - 1;
}

function objectEnd(from: usize, depth: i32): usize {
  let at = behindSpace(from);
  if (byteAt(at) === 0x7d) return at + 1;
  const object = newObject(depth);
  while (true) {
    if (byteAt(at) !== 0x22) return 0;
    const key = at + 1;
    const quote = keyEnd(key);
    if (quote === 0 || !isNewKey(object, depth, key, quote - key)) return 0;
    at = behindSpace(quote + 1);
    if (byteAt(at) !== 0x3a) return 0;
    at = valueEnd(behindSpace(at + 1), depth);
    if (at === 0) return 0;
    at = behindSpace(at);
    if (byteAt(at) === 0x7d) return at + 1;
    if (byteAt(at) !== 0x2c) return 0;
    at = behindSpace(at + 1);
  }
}

/** Behind the value whose first byte is here; 0 for none, and for one nested too deep to tell. */
function valueEnd(from: usize, depth: i32): usize {
  const first = byteAt(from);
  if (first === 0x22) return stringEnd(from + 1);
  if (first === 0x7b) return depth < MAX_DEPTH ? objectEnd(from + 1, depth + 1) : 0;
  if (first === 0x5b) return depth < MAX_DEPTH ? arrayEnd(from + 1, depth + 1) : 0;
  if (first === 0x74) return standsAt(from, TRUE) ? from + 4 : 0;
  if (first === 0x66) return standsAt(from, FALSE) ? from + 5 : 0;
  if (first === 0x6e) return standsAt(from, NULL) ? from + 4 : 0;
  return numberEnd(from);
}

/** The first line of the whole lines in [from, to) that is not surely valid; `to` if all are. */
export function sureUntil(from: usize, to: usize): usize {
  let at = from;
  while (at < to) {
    if (byteAt(at) !== 0x7b) return at;
    const end = objectEnd(at + 1, 0);
    if (end === 0 || byteAt(end) !== 10) return at;
    at = end + 1;
  }
  return at;
}
