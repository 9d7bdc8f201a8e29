/**
 * How the scanner touches bytes, sixteen at a time (`v128`), in AssemblyScript: TypeScript's syntax for WebAssembly.
 * `load<u8>(p)` is the byte of the memory at p. The same functions as in `../bytes.ts`, which says what each promises; places are addresses.
 * Reads may run up to 32 bytes behind the last newline: the loader leaves room.
 */
import { digitsIn } from './digits';

// Never called: the build replaces every text.
export function text(_words: string): usize {
  return 0;
}

// A text's handle is its place and, in the highest byte, its length: the build puts them there (`lib/dev/build-scanner.mjs`).
@inline
export function lengthOf(handle: usize): usize {
  return handle >> 24;
}

@inline
export function byteAt(place: usize): i32 {
  return load<u8>(place);
}

/** Bits that differ between the eight bytes at both places. */
@inline
function differing(one: usize, other: usize): u64 {
  return load<u64>(one) ^ load<u64>(other);
}

/** The length is known where this is compiled, so one of the cases remains: words that may overlap, compared without a branch between. */
@inline
export function standsAt(place: usize, handle: usize): bool {
  const length = handle >> 24;
  const text = handle & 0xffffff;
  if (length < 4) return ((load<u32>(place) ^ load<u32>(text)) & ((1 << (<u32>length << 3)) - 1)) === 0;
  const last = length - 8;
  if (length < 8) return ((load<u32>(place) ^ load<u32>(text)) | (load<u32>(place + length - 4) ^ load<u32>(text + length - 4))) === 0;
  if (length === 8) return differing(place, text) === 0;
  if (length <= 16) return (differing(place, text) | differing(place + last, text + last)) === 0;
  if (length <= 24) return (differing(place, text) | differing(place + 8, text + 8) | differing(place + last, text + last)) === 0;
  return differing(place, text) === 0 && sameAt(place + 8, text + 8, length - 8);
}

const ACTION: u64 = 0x3a2265707974227b; // {"type":
const TYPE: u32 = 0x65707974;
const TIME: u32 = 0x656d6974;

function isHead(place: usize): bool {
  const word = load<u32>(place + 2);
  if (word === TIME) return true;
  if (word !== TYPE) return false;
  return !(load<u64>(place) === ACTION && load<u8>(place + 8) === 0x22 && <u32>load<u8>(place + 9) - 0x41 < 26);
}

/** Does an entry's head stand where one of these bits says that `{"` does? */
@inline
function isHeadAmong(at: usize, heads: u32): bool {
  while (heads !== 0) {
    if (isHead(at + ctz(heads))) return true;
    heads &= heads - 1;
  }
  return false;
}

export function cleanEnd(from: usize): usize {
  const lastControl = i8x16.splat(0x1f);
  const brace = i8x16.splat(0x7b);
  const quote = i8x16.splat(0x22);
  let at = from;
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const controlsA = i8x16.le_u(a, lastControl);
    const controlsB = i8x16.le_u(b, lastControl);
    const headsA = v128.and(i8x16.eq(a, brace), i8x16.eq(v128.load(at, 1), quote));
    const headsB = v128.and(i8x16.eq(b, brace), i8x16.eq(v128.load(at, 17), quote));
    if (v128.any_true(v128.or(v128.or(controlsA, controlsB), v128.or(headsA, headsB)))) {
      const controls = <u32>i8x16.bitmask(controlsA) | (<u32>i8x16.bitmask(controlsB) << 16);
      let heads = <u32>i8x16.bitmask(headsA) | (<u32>i8x16.bitmask(headsB) << 16);
      // What stands behind the first control character is no longer this line's.
      if (controls !== 0) heads &= (controls & (0 - controls)) - 1;
      if (isHeadAmong(at, heads)) return 0;
      if (controls !== 0) {
        const place = at + ctz(controls);
        return load<u8>(place) === 10 ? place : 0;
      }
    }
    at += 32;
  }
}

@inline
function newlinesAt(place: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(v128.load(place), i8x16.splat(10)));
}

export function newlineIn(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 16) {
    const newlines = newlinesAt(at);
    if (newlines === 0) continue;
    const place = at + ctz(newlines);
    return place < to ? place : 0;
  }
  return 0;
}

export function lastNewlineIn(from: usize, to: usize): usize {
  for (let end = to; end > from; end -= 16) {
    const newlines = newlinesAt(end - 16);
    if (newlines === 0) continue;
    const place = end + 15 - clz(newlines);
    return place >= from ? place : 0;
  }
  return 0;
}

@inline
function isHex(byte: u32): bool {
  return byte - 48 < 10 || (byte | 32) - 97 < 6;
}

function isHex4(p: usize): bool {
  return isHex(load<u8>(p)) && isHex(load<u8>(p + 1)) && isHex(load<u8>(p + 2)) && isHex(load<u8>(p + 3));
}

@inline
function isEscape(byte: u32): bool {
  return (
    byte === 0x22 || byte === 0x5c || byte === 0x6e || byte === 0x2f || byte === 0x62 || byte === 0x66 || byte === 0x72 || byte === 0x74
  );
}

/** Behind the escape whose backslash is at `at`; 0 if it is none. */
function escapeEnd(at: usize): usize {
  const kind = <u32>load<u8>(at + 1);
  if (isEscape(kind)) return at + 2;
  return kind === 0x75 && isHex4(at + 2) ? at + 6 : 0;
}

/** Thirty-two bits: where the bytes from `at` on are this one. */
@inline
function bitsOf(at: usize, byte: v128): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(v128.load(at), byte)) | (<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), byte)) << 16);
}

/** Is anything in it that a string does not merely hold? */
@inline
function isTelling(v: v128, quote: v128, backslash: v128, lastControl: v128): bool {
  return v128.any_true(v128.or(v128.or(i8x16.eq(v, quote), i8x16.eq(v, backslash)), i8x16.le_u(v, lastControl)));
}

export function stringEnd(from: usize): usize {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const lastControl = i8x16.splat(0x1f);
  let at = from;
  // The first byte is escaped by the last of those before.
  let escapes: u32 = 0;
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    if (escapes === 0 && !isTelling(a, quote, backslash, lastControl) && !isTelling(b, quote, backslash, lastControl)) {
      at += 32;
      continue;
    }
    const slashes = bitsOf(at, backslash);
    const escaped = (slashes << 1) | escapes;
    const quotes = bitsOf(at, quote);
    const controls = v128.or(i8x16.le_u(a, lastControl), i8x16.le_u(b, lastControl));
    let ends = quotes & ~escaped;
    if (v128.any_true(controls))
      ends |= <u32>i8x16.bitmask(i8x16.le_u(a, lastControl)) | (<u32>i8x16.bitmask(i8x16.le_u(b, lastControl)) << 16);
    // The usual text of a body inside a body escapes nothing but quotes.
    const others = escaped & ~quotes;
    if (others !== 0) {
      const other = ctz(others);
      if (ends === 0 || <u32>ctz(ends) > other) {
        at = escapeEnd(at + other - 1);
        if (at === 0) return 0;
        escapes = 0;
        continue;
      }
    }
    if (ends !== 0) {
      at += ctz(ends);
      return load<u8>(at) === 0x22 ? at + 1 : 0;
    }
    escapes = slashes >> 31;
    at += 32;
  }
}

export function nameEnd(from: usize): usize {
  let at = from;
  while (true) {
    const v = v128.load(at);
    const letters = i8x16.lt_u(i8x16.sub(v128.or(v, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(26));
    const digits = i8x16.lt_u(i8x16.sub(v, i8x16.splat(0x30)), i8x16.splat(10));
    const dashes = i8x16.eq(v, i8x16.splat(0x2d));
    const others = ~(<u32>i8x16.bitmask(v128.or(v128.or(letters, digits), dashes))) & 0xffff;
    if (others !== 0) return at + ctz(others);
    at += 16;
  }
}

export function digitsEnd(from: usize): usize {
  const digits = i8x16.lt_u(i8x16.sub(v128.load(from), i8x16.splat(48)), i8x16.splat(10));
  return from + ctz(~i8x16.bitmask(digits) | 0x10000);
}

export function decimalsEnd(from: usize): usize {
  let at = from;
  while (true) {
    // From the comma to the nine stand a dash and a slash too, which no list of decimals has.
    const v = i8x16.sub(v128.load(at), i8x16.splat(0x2c));
    const others = <u32>i8x16.bitmask(v128.or(i8x16.ge_u(v, i8x16.splat(14)), i8x16.eq(v, i8x16.splat(1))));
    if (others !== 0) return at + ctz(others);
    at += 16;
  }
}

@inline
export function wholeNumber(from: usize, to: usize): f64 {
  return <f64>digitsIn(from, to);
}

/** Sixteen bytes or more, compared without a branch between. */
@inline
export function sameAt(one: usize, other: usize, length: usize): bool {
  const last = length - 16;
  let differ = v128.xor(v128.load(one + last), v128.load(other + last));
  for (let i: usize = 0; i < last; i += 16) differ = v128.or(differ, v128.xor(v128.load(one + i), v128.load(other + i)));
  return !v128.any_true(differ);
}

@inline
export function sameFew(one: usize, other: usize, length: usize): bool {
  return differing(one, other) << (64 - (<u64>length << 3)) === 0;
}

/** Sixteen bits: which of the bytes are neither digits nor a dot (nor a slash, which no number has). */
@inline
function othersAt(place: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ge_u(i8x16.sub(v128.load(place), i8x16.splat(0x2e)), i8x16.splat(12)));
}

/** In a line that is valid JSON, what stands between a colon and its end and has digits and a dot alone is such a decimal. */
@inline
export function decimalBefore(end: usize): usize {
  const others = othersAt(end - 32) | (othersAt(end - 16) << 16);
  return end - <usize>clz(others);
}

// ---- records

export const SLOTS: i32 = 16;
export const CAPACITY: i32 = 1024;
const RECORD_BYTES: usize = 128;
export const records: usize = heap.alloc(1024 * RECORD_BYTES);
let next: usize = records;

@inline
export function clearRecords(): void {
  next = records;
}

@inline
export function recordCount(): i32 {
  return <i32>((next - records) / RECORD_BYTES);
}

@inline
export function addRecord(): void {
  next += RECORD_BYTES;
}

@inline
export function dropRecords(to: i32): void {
  next = records + <usize>to * RECORD_BYTES;
}

@inline
export function put(slot: i32, value: f64): void {
  store<f64>(next - RECORD_BYTES + (<usize>slot << 3), value);
}

@inline
export function slotOf(record: i32, slot: i32): f64 {
  return load<f64>(records + (<usize>(record * SLOTS + slot) << 3));
}

@inline
export function putInto(record: i32, slot: i32, value: f64): void {
  store<f64>(records + (<usize>(record * SLOTS + slot) << 3), value);
}

export const counts: usize = heap.alloc(32 * 4);

@inline
export function countLine(type: i32): void {
  const at = counts + (<usize>type << 2);
  store<i32>(at, load<i32>(at) + 1);
}

export { numberIn } from './number';
