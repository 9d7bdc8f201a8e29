/**
 * How the scanner touches bytes, in plain JavaScript. `simd/bytes.ts` has the same functions for WebAssembly; everything else in
 * this folder is compiled for both. Places are indexes into the bytes given to `lookAt`; 0 stands for "not found".
 * The bytes always hold whole lines, so no search runs off their end.
 */
let bytes: Uint8Array = new Uint8Array(0);
const texts: Uint8Array[] = [];

export function lookAt(given: Uint8Array): void {
  bytes = given;
}

/** A constant text by a handle, so that comparing needs no string. */
export function text(words: string): usize {
  return texts.push(new TextEncoder().encode(words)) - 1;
}

const NONE = new Uint8Array(0);

export function lengthOf(handle: usize): usize {
  return (texts[handle] ?? NONE).length;
}

export function byteAt(place: usize): i32 {
  return bytes[place] ?? 0;
}

export function standsAt(place: usize, handle: usize): bool {
  const expected = texts[handle] ?? NONE;
  for (let i = 0; i < expected.length; i += 1) if (bytes[place + i] !== expected[i]) return false;
  return true;
}

/** `{"type` or `{"time` begins an entry, which cannot stand inside another; unless it is an action, whose types are in upper case. */
function isHead(place: usize): bool {
  if (bytes[place + 2] !== 0x74) return false;
  if (standsAt(place, TIME_HEAD)) return true;
  if (!standsAt(place, TYPE_HEAD)) return false;
  const first = bytes[place + 9] ?? 0;
  return !(standsAt(place, ACTION) && first >= 0x41 && first <= 0x5a);
}
const TIME_HEAD = text('{"time');
const TYPE_HEAD = text('{"type');
const ACTION = text('{"type":"');

/** The next newline, if what stands before it is as in a whole line: no control characters, no second entry's head; else 0. */
export function cleanEnd(from: usize): usize {
  let at = from;
  for (;;) {
    const byte = bytes[at] ?? 10;
    if (byte < 0x20) return byte === 10 ? at : 0;
    if (byte === 0x7b && isHead(at)) return 0;
    at += 1;
  }
}

/** The first newline of [from, to); 0 for none. */
export function newlineIn(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 1) if (bytes[at] === 10) return at;
  return 0;
}

/** The last newline of [from, to); 0 for none. */
export function lastNewlineIn(from: usize, to: usize): usize {
  for (let at = to - 1; at >= from; at -= 1) if (bytes[at] === 10) return at;
  return 0;
}

const isHex = (byte: i32): bool =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

function isHex4(place: usize): bool {
  return (
    isHex(byteAt(place)) && isHex(byteAt(place + 1)) && isHex(byteAt(place + 2)) && isHex(byteAt(place + 3))
  );
}

const ESCAPES = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74]);

/** Behind the closing quote of the string whose text begins at `from`; 0 if it is no JSON string. */
export function stringEnd(from: usize): usize {
  let at = from;
  for (;;) {
    const byte = byteAt(at);
    if (byte === 0x22) return at + 1;
    if (byte < 0x20) return 0;
    if (byte !== 0x5c) at += 1;
    else if (ESCAPES.has(byteAt(at + 1))) at += 2;
    else if (byteAt(at + 1) === 0x75 && isHex4(at + 2)) at += 6;
    else return 0;
  }
}

const isNameByte = (byte: i32): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2d;

/** Behind the letters, digits and `-` that stand here. */
export function nameEnd(from: usize): usize {
  let at = from;
  while (isNameByte(byteAt(at))) at += 1;
  return at;
}

/** Behind the digits that stand here, sixteen at most. */
export function digitsEnd(from: usize): usize {
  let at = from;
  while (at - from < 16 && byteAt(at) >= 48 && byteAt(at) <= 57) at += 1;
  return at;
}

/** Behind the digits, dots and commas that stand here. */
export function decimalsEnd(from: usize): usize {
  let at = from;
  while (byteAt(at) === 0x2c || byteAt(at) === 0x2e || (byteAt(at) >= 48 && byteAt(at) <= 57)) at += 1;
  return at;
}

/** The value of so few digits that it is exact. */
export function wholeNumber(from: usize, to: usize): f64 {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + byteAt(at) - 48;
  return value;
}

/** Do the same bytes stand at both places? Of sixteen or more. */
export function sameAt(one: usize, other: usize, length: usize): bool {
  for (let i = 0; i < length; i += 1) if (bytes[one + i] !== bytes[other + i]) return false;
  return true;
}

/** The same of one to eight. */
export function sameFew(one: usize, other: usize, length: usize): bool {
  return sameAt(one, other, length);
}

/** The first byte of the plain decimal (`12.5`) that ends at `end` and follows a colon; 0 for any other notation. */
export function decimalBefore(end: usize): usize {
  let at = end;
  let dot = 0;
  for (;;) {
    const byte = byteAt(at - 1);
    if (byte === 0x2e && dot === 0) dot = at - 1;
    else if (byte < 0x30 || byte > 0x39) break;
    at -= 1;
  }
  const whole = (dot === 0 ? end : dot) - at;
  if (byteAt(at - 1) !== 0x3a || whole === 0 || dot === end - 1) return 0;
  return whole > 1 && byteAt(at) === 0x30 ? 0 : at;
}

let decoder: TextDecoder | null = null;

/** The value of a valid JSON number, as `JSON.parse` gives it; NaN where it takes `JSON.parse` to tell. */
export function numberIn(from: usize, to: usize): f64 {
  decoder ??= new TextDecoder();
  return Number(decoder.decode(bytes.subarray(from, to)));
}

/** Records: SLOTS numbers each. */
export const SLOTS = 16;
export const CAPACITY = 1024;
export const records: Float64Array = new Float64Array(SLOTS * CAPACITY);
let count = 0;

export function clearRecords(): void {
  count = 0;
}

export function recordCount(): i32 {
  return count;
}

/** Begins a record, of which `put` fills the slots. */
export function addRecord(): void {
  count += 1;
}

export function dropRecords(to: i32): void {
  count = to;
}

export function put(slot: i32, value: f64): void {
  records[(count - 1) * SLOTS + slot] = value;
}

/** A slot of any record, by the record's place among them. */
export function slotOf(record: i32, slot: i32): f64 {
  return records[record * SLOTS + slot] ?? 0;
}

export function putInto(record: i32, slot: i32, value: f64): void {
  records[record * SLOTS + slot] = value;
}

/** How many lines of each type passed, by the numbers of `type.ts`. Whoever reads them sets them to zero. */
export const counts: Int32Array = new Int32Array(32);

export function countLine(type: i32): void {
  counts[type] = (counts[type] ?? 0) + 1;
}
