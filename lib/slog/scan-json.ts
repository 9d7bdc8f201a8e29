/**
 * A JSON validator on bytes that accepts exactly what `JSON.parse` of the decoded text accepts, without making a string
 * or an object. Positions in, positions out: the end of what was read, INVALID, or UNSURE (nested deeper than it follows).
 */
export const INVALID = -1;
export const UNSURE = -2;
const MAX_DEPTH = 400;

/** 0 an ordinary byte of a string, 1 the quote, 2 a backslash, 3 a control character. */
const STRING_CLASS = new Uint8Array(256);
STRING_CLASS.fill(3, 0, 0x20);
STRING_CLASS[0x22] = 1;
STRING_CLASS[0x5c] = 2;

const ESCAPABLE = new Set(new TextEncoder().encode('"\\/bfnrt'));

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

const isHex = (byte: number | undefined): boolean =>
  byte !== undefined && (isDigit(byte) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102));

export function skipSpace(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos;
  while (at < end) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at += 1;
  }
  return at;
}

function scanEscape(bytes: Uint8Array, pos: number, end: number): number {
  const kind = bytes[pos + 1];
  if (pos + 1 >= end || kind === undefined) return INVALID;
  if (kind === 0x75) {
    if (pos + 6 > end) return INVALID;
    for (let i = pos + 2; i < pos + 6; i += 1) if (!isHex(bytes[i])) return INVALID;
    return pos + 6;
  }
  return ESCAPABLE.has(kind) ? pos + 2 : INVALID;
}

/** `pos` is at the opening quote; answers with the position after the closing one. */
export function scanString(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos + 1;
  while (at < end) {
    const kind = STRING_CLASS[bytes[at] ?? 0];
    if (kind === 0) at += 1;
    else if (kind === 1) return at + 1;
    else if (kind === 2) {
      at = scanEscape(bytes, at, end);
      if (at < 0) return at;
    } else return INVALID;
  }
  return INVALID;
}

function scanDigits(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos;
  while (at < end && isDigit(bytes[at])) at += 1;
  return at === pos ? INVALID : at;
}

function scanNumber(bytes: Uint8Array, pos: number, end: number): number {
  let at = bytes[pos] === 0x2d ? pos + 1 : pos;
  at = bytes[at] === 0x30 && at < end ? at + 1 : scanDigits(bytes, at, end);
  if (at > 0 && at < end && bytes[at] === 0x2e) at = scanDigits(bytes, at + 1, end);
  if (at > 0 && at < end && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    const sign = bytes[at + 1];
    at = scanDigits(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1, end);
  }
  return at;
}

const TRUE = [0x74, 0x72, 0x75, 0x65];
const FALSE = [0x66, 0x61, 0x6c, 0x73, 0x65];
const NULL = [0x6e, 0x75, 0x6c, 0x6c];

function scanWord(bytes: Uint8Array, pos: number, end: number, word: readonly number[]): number {
  if (pos + word.length > end) return INVALID;
  for (let i = 0; i < word.length; i += 1) if (bytes[pos + i] !== word[i]) return INVALID;
  return pos + word.length;
}

function scanArray(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  let at = skipSpace(bytes, pos + 1, end);
  if (at < end && bytes[at] === 0x5d) return at + 1;
  for (;;) {
    at = scanValue(bytes, at, end, depth + 1);
    if (at < 0) return at;
    at = skipSpace(bytes, at, end);
    if (at >= end) return INVALID;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== 0x2c) return INVALID;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** A member's key and colon; answers with the start of its value. `pos` is where the key's quote must be. */
export function scanKey(bytes: Uint8Array, pos: number, end: number): number {
  if (pos >= end || bytes[pos] !== 0x22) return INVALID;
  const after = scanString(bytes, pos, end);
  if (after < 0) return after;
  const colon = skipSpace(bytes, after, end);
  return colon < end && bytes[colon] === 0x3a ? skipSpace(bytes, colon + 1, end) : INVALID;
}

function scanObject(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  let at = skipSpace(bytes, pos + 1, end);
  if (at < end && bytes[at] === 0x7d) return at + 1;
  for (;;) {
    at = scanKey(bytes, at, end);
    if (at < 0) return at;
    at = scanValue(bytes, at, end, depth + 1);
    if (at < 0) return at;
    at = skipSpace(bytes, at, end);
    if (at >= end) return INVALID;
    if (bytes[at] === 0x7d) return at + 1;
    if (bytes[at] !== 0x2c) return INVALID;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** Any value; `pos` is at its first byte. */
export function scanValue(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  if (pos >= end) return INVALID;
  if (depth > MAX_DEPTH) return UNSURE;
  const first = bytes[pos];
  if (first === 0x22) return scanString(bytes, pos, end);
  if (first === 0x7b) return scanObject(bytes, pos, end, depth);
  if (first === 0x5b) return scanArray(bytes, pos, end, depth);
  if (first === 0x74) return scanWord(bytes, pos, end, TRUE);
  if (first === 0x66) return scanWord(bytes, pos, end, FALSE);
  if (first === 0x6e) return scanWord(bytes, pos, end, NULL);
  return scanNumber(bytes, pos, end);
}
