/**
 * A JSON validator on bytes that accepts exactly what `JSON.parse` of the decoded text accepts, without making a string
 * or an object. Positions in, positions out: the end of what was read, INVALID, or UNSURE (nested deeper than it follows).
 */
export const INVALID = -1;
export const UNSURE = -2;
const MAX_DEPTH = 400;

/** Only ever asked for bytes before the end: reading beyond it, even once, makes every later read slow in V8. */
const at0 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

const isHex = (byte: number): boolean =>
  isDigit(byte) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);

const isEscapable = (kind: number): boolean =>
  kind === 0x22 || // "
  kind === 0x5c || // \
  kind === 0x2f || // /
  kind === 0x62 || // b
  kind === 0x66 || // f
  kind === 0x6e || // n
  kind === 0x72 || // r
  kind === 0x74; // t

export function skipSpace(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos;
  while (at < end) {
    const byte = at0(bytes, at);
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09)) break;
    at += 1;
  }
  return at;
}

function scanEscape(bytes: Uint8Array, pos: number, end: number): number {
  if (pos + 1 >= end) return INVALID;
  const kind = at0(bytes, pos + 1);
  if (isEscapable(kind)) return pos + 2;
  if (kind !== 0x75 || pos + 6 > end) return INVALID;
  for (let i = pos + 2; i < pos + 6; i += 1) if (!isHex(at0(bytes, i))) return INVALID;
  return pos + 6;
}

/** `pos` is at the opening quote; answers with the position after the closing one. */
function scanString(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos + 1;
  while (at < end) {
    const byte = at0(bytes, at);
    if (byte > 0x22 && byte !== 0x5c) at += 1;
    else if (byte === 0x22) return at + 1;
    else if (byte === 0x5c) {
      at = scanEscape(bytes, at, end);
      if (at < 0) return at;
    } else if (byte < 0x20) return INVALID;
    else at += 1;
  }
  return INVALID;
}

function scanDigits(bytes: Uint8Array, pos: number, end: number): number {
  let at = pos;
  while (at < end && isDigit(at0(bytes, at))) at += 1;
  return at === pos ? INVALID : at;
}

function scanNumber(bytes: Uint8Array, pos: number, end: number): number {
  let at = at0(bytes, pos) === 0x2d ? pos + 1 : pos;
  at = at < end && at0(bytes, at) === 0x30 ? at + 1 : scanDigits(bytes, at, end);
  if (at > 0 && at < end && at0(bytes, at) === 0x2e) at = scanDigits(bytes, at + 1, end);
  if (at > 0 && at < end && (at0(bytes, at) === 0x65 || at0(bytes, at) === 0x45)) {
    const sign = at + 1 < end ? at0(bytes, at + 1) : 0;
    at = scanDigits(bytes, sign === 0x2b || sign === 0x2d ? at + 2 : at + 1, end);
  }
  return at;
}

const TRUE = [0x74, 0x72, 0x75, 0x65];
const FALSE = [0x66, 0x61, 0x6c, 0x73, 0x65];
const NULL = [0x6e, 0x75, 0x6c, 0x6c];

function scanWord(bytes: Uint8Array, pos: number, end: number, word: readonly number[]): number {
  if (pos + word.length > end) return INVALID;
  for (let i = 0; i < word.length; i += 1) if (at0(bytes, pos + i) !== word[i]) return INVALID;
  return pos + word.length;
}

function scanArray(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  let at = skipSpace(bytes, pos + 1, end);
  if (at < end && at0(bytes, at) === 0x5d) return at + 1;
  for (;;) {
    at = scanValue(bytes, at, end, depth + 1);
    if (at < 0) return at;
    at = skipSpace(bytes, at, end);
    if (at >= end) return INVALID;
    const byte = at0(bytes, at);
    if (byte === 0x5d) return at + 1;
    if (byte !== 0x2c) return INVALID;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** A member's key and colon; answers with the start of its value. `pos` is where the key's quote must be. */
function scanKey(bytes: Uint8Array, pos: number, end: number): number {
  if (pos >= end || at0(bytes, pos) !== 0x22) return INVALID;
  const after = scanString(bytes, pos, end);
  if (after < 0) return after;
  const colon = skipSpace(bytes, after, end);
  return colon < end && at0(bytes, colon) === 0x3a ? skipSpace(bytes, colon + 1, end) : INVALID;
}

function scanObject(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  let at = skipSpace(bytes, pos + 1, end);
  if (at < end && at0(bytes, at) === 0x7d) return at + 1;
  for (;;) {
    at = scanKey(bytes, at, end);
    if (at < 0) return at;
    at = scanValue(bytes, at, end, depth + 1);
    if (at < 0) return at;
    at = skipSpace(bytes, at, end);
    if (at >= end) return INVALID;
    const byte = at0(bytes, at);
    if (byte === 0x7d) return at + 1;
    if (byte !== 0x2c) return INVALID;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** Any value; `pos` is at its first byte. */
export function scanValue(bytes: Uint8Array, pos: number, end: number, depth: number): number {
  if (pos >= end) return INVALID;
  if (depth > MAX_DEPTH) return UNSURE;
  const first = at0(bytes, pos);
  if (first === 0x22) return scanString(bytes, pos, end);
  if (first === 0x7b) return scanObject(bytes, pos, end, depth);
  if (first === 0x5b) return scanArray(bytes, pos, end, depth);
  if (first === 0x74) return scanWord(bytes, pos, end, TRUE);
  if (first === 0x66) return scanWord(bytes, pos, end, FALSE);
  if (first === 0x6e) return scanWord(bytes, pos, end, NULL);
  return scanNumber(bytes, pos, end);
}
