/**
 * How the scanner touches bytes, sixteen at a time (`v128`), in AssemblyScript: TypeScript's syntax for WebAssembly.
 * `load<u8>(p)` is the byte of the memory at p. The same functions as in `../bytes.ts`, which says what each promises; places are addresses.
 * Reads may run up to 32 bytes behind the last newline: the loader leaves room.
 */

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

@inline
function standAlike(place: usize, text: usize): bool {
  return load<u64>(place) === load<u64>(text);
}

/** The length is known where this is compiled, so one of the cases remains: up to 8 bytes, 16 in two halves that may overlap, or more. */
@inline
export function standsAt(place: usize, handle: usize): bool {
  const length = handle >> 24;
  const text = handle & 0xffffff;
  if (length < 4) return ((load<u32>(place) ^ load<u32>(text)) & ((1 << (<u32>length << 3)) - 1)) === 0;
  if (length <= 8) return load<u32>(place) === load<u32>(text) && load<u32>(place + length - 4) === load<u32>(text + length - 4);
  if (length <= 16) return standAlike(place, text) && standAlike(place + length - 8, text + length - 8);
  return standAlike(place, text) && sameAt(place + 8, text + 8, length - 8);
}

let clean: bool = true;

@inline
export function wasClean(): bool {
  return clean;
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

/** Looks closely at 32 bytes with something in them: the place of their newline, or 0. */
function inspect(at: usize, controls: u32, heads: u32): usize {
  let newline: usize = 0;
  while (controls !== 0) {
    const place = at + ctz(controls);
    if (load<u8>(place) === 10) {
      newline = place;
      break;
    }
    clean = false;
    controls &= controls - 1;
  }
  while (heads !== 0) {
    const place = at + ctz(heads);
    if (newline !== 0 && place >= newline) break;
    if (isHead(place)) clean = false;
    heads &= heads - 1;
  }
  return newline;
}

export function lineEnd(from: usize): usize {
  const space = i8x16.splat(0x20);
  const brace = i8x16.splat(0x7b);
  const quote = i8x16.splat(0x22);
  let at = from;
  clean = true;
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const controlsA = i8x16.lt_u(a, space);
    const controlsB = i8x16.lt_u(b, space);
    const headsA = v128.and(i8x16.eq(a, brace), i8x16.eq(v128.load(at, 1), quote));
    const headsB = v128.and(i8x16.eq(b, brace), i8x16.eq(v128.load(at, 17), quote));
    if (v128.any_true(v128.or(v128.or(controlsA, controlsB), v128.or(headsA, headsB)))) {
      const controls = <u32>i8x16.bitmask(controlsA) | (<u32>i8x16.bitmask(controlsB) << 16);
      const heads = <u32>i8x16.bitmask(headsA) | (<u32>i8x16.bitmask(headsB) << 16);
      const newline = inspect(at, controls, heads);
      if (newline !== 0) return newline;
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

export function stringEnd(from: usize): usize {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  const space = i8x16.splat(0x20);
  let at = from;
  // The first byte is escaped by the last of those before.
  let escapes: u32 = 0;
  while (true) {
    const v = v128.load(at);
    const isQuote = i8x16.eq(v, quote);
    const isSlash = i8x16.eq(v, backslash);
    const isControl = i8x16.lt_u(v, space);
    if (escapes === 0 && !v128.any_true(v128.or(v128.or(isQuote, isSlash), isControl))) {
      at += 16;
      continue;
    }
    const quotes = <u32>i8x16.bitmask(isQuote);
    const slashes = <u32>i8x16.bitmask(isSlash);
    const escaped = (slashes << 1) | escapes;
    const ends = (quotes & ~escaped) | <u32>i8x16.bitmask(isControl);
    // The usual text of a body inside a body escapes nothing but quotes.
    if (((escaped & ~quotes) & 0xffff) !== 0) {
      const other = ctz(escaped & ~quotes);
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
    escapes = slashes >> 15;
    at += 16;
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

export function wholeNumber(from: usize, to: usize): f64 {
  let value: u64 = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + load<u8>(at) - 48;
  return <f64>value;
}

export function sameAt(one: usize, other: usize, length: usize): bool {
  let i: usize = 0;
  while (i + 16 <= length) {
    if (v128.any_true(v128.xor(v128.load(one + i), v128.load(other + i)))) return false;
    i += 16;
  }
  if (i === length) return true;
  const differ = <u32>i8x16.bitmask(i8x16.ne(v128.load(one + i), v128.load(other + i)));
  return (differ & ((1 << <u32>(length - i)) - 1)) === 0;
}

@inline
function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

/** Sixteen bits: which of the bytes are neither digits nor a dot (nor a slash, which no number has). */
@inline
function othersAt(place: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ge_u(i8x16.sub(v128.load(place), i8x16.splat(0x2e)), i8x16.splat(12)));
}

/** If the line is valid JSON, digits and dots between a colon and a digit at the end are a number. */
export function decimalBefore(end: usize): usize {
  const others = othersAt(end - 32) | (othersAt(end - 16) << 16);
  if (others === 0) return 0;
  const at = end - 31 + <usize>(31 - clz(others));
  return load<u8>(at - 1) === 0x3a && isDigit(load<u8>(at)) && isDigit(load<u8>(end - 1)) ? at : 0;
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

export const counts: usize = heap.alloc(32 * 4);

@inline
export function countLine(type: i32): void {
  const at = counts + (<usize>type << 2);
  store<i32>(at, load<i32>(at) + 1);
}

export { numberIn } from './number';
