import { scanValue, skipSpace } from '@/lib/slog/scan-json';

/**
 * Which lines need no parsing. A slog is mostly vatstore syscalls, replays and c-list lines that no question about
 * upgrades needs; `sniffBulk` validates such a line exactly as `JSON.parse` would and says its type, so that it can be counted
 * without becoming a string. Everything it is not sure of (escaped keys, odd types) answers null and is parsed.
 * The fast scanner of a later day replaces the inside of this file; its meaning stays.
 */
export type Bulk = {
  type: BulkType;
  replay: boolean;
  /** Where the entry's `time` and `monotime` stand in the bytes; start -1 if it has none. */
  time: Span;
  monotime: Span;
};

type Span = { start: number; end: number };

/** What the fold asks for beside what it always reads. */
export type Wanted = { clist: boolean; results: boolean };

const BULK_TYPES = [
  'syscall',
  'syscall-result',
  'clist',
  'deliver',
  'deliver-result',
  'kernel-stats',
] as const;
export type BulkType = (typeof BULK_TYPES)[number];

const UNREAD_SYSCALLS = [
  'vatstoreGet',
  'vatstoreSet',
  'vatstoreDelete',
  'vatstoreGetNextKey',
  'dropImports',
  'retireImports',
  'retireExports',
  'abandonExports',
] as const;

const KEYS = ['type', 'replay', 'syscall', 'vsc', 'ksc', 'ksr', 'time', 'monotime'] as const;
type Key = (typeof KEYS)[number];

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const quoted = (text: string): Uint8Array => bytesOf(`"${text}"`);

const TYPE_BYTES = BULK_TYPES.map((type) => ({ type, bytes: quoted(type) }));
const SYSCALL_BYTES = UNREAD_SYSCALLS.map(quoted);
const OK = quoted('ok');
const TRUE = bytesOf('true');
const HEAD = bytesOf('{"type":"');
const REPLAY_TRUE = bytesOf('"replay":true');
const DELIVER = bytesOf('deliver');

function matches(bytes: Uint8Array, start: number, end: number, expected: Uint8Array): boolean {
  if (end - start !== expected.length) return false;
  for (let i = 0; i < expected.length; i += 1) if (bytes[start + i] !== expected[i]) return false;
  return true;
}

const startsWith = (bytes: Uint8Array, start: number, end: number, expected: Uint8Array): boolean =>
  start + expected.length <= end && matches(bytes, start, start + expected.length, expected);

/** Where the values of the known keys stand in the line looked at; start -1 for a key that is not there. */
const SPANS: Record<Key, Span> = {
  type: { start: -1, end: -1 },
  replay: { start: -1, end: -1 },
  syscall: { start: -1, end: -1 },
  vsc: { start: -1, end: -1 },
  ksc: { start: -1, end: -1 },
  ksr: { start: -1, end: -1 },
  time: { start: -1, end: -1 },
  monotime: { start: -1, end: -1 },
};
const ALL_SPANS = Object.values(SPANS);

type KnownKey = { name: Uint8Array; span: Span };
const KEYS_BY_LENGTH: readonly (readonly KnownKey[])[] = Array.from({ length: 10 }, (_, length) =>
  KEYS.filter((key) => key.length === length).map((key) => ({ name: bytesOf(key), span: SPANS[key] })),
);
const NO_KEYS: readonly KnownKey[] = [];

/** Notes where a known top-level key's value stands; the last duplicate wins, as in `JSON.parse`. */
function noteKey(bytes: Uint8Array, keyStart: number, keyEnd: number, start: number, end: number): void {
  const length = keyEnd - keyStart;
  const known = length < KEYS_BY_LENGTH.length ? (KEYS_BY_LENGTH[length] ?? NO_KEYS) : NO_KEYS;
  for (let i = 0; i < known.length; i += 1) {
    const key = known[i];
    if (!key || !matches(bytes, keyStart, keyEnd, key.name)) continue;
    key.span.start = start;
    key.span.end = end;
    return;
  }
}

/** The closing quote of a plain key whose opening quote is at `pos`; -1 for a key with escapes or none at all. */
function scanPlainKey(bytes: Uint8Array, pos: number, end: number): number {
  if (pos >= end || bytes[pos] !== 0x22) return -1;
  for (let at = pos + 1; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x22) return at;
    if (byte < 0x20 || byte === 0x5c) return -1;
  }
  return -1;
}

/** Validates an object line and fills SPANS; false when it is invalid or not certain. */
function scanEntry(bytes: Uint8Array, start: number, end: number): boolean {
  for (const span of ALL_SPANS) span.start = -1;
  let at = start + 1;
  for (;;) {
    at = skipSpace(bytes, at, end);
    const keyEnd = scanPlainKey(bytes, at, end);
    if (keyEnd < 0) return false;
    const colon = skipSpace(bytes, keyEnd + 1, end);
    if (colon >= end || bytes[colon] !== 0x3a) return false;
    const valueStart = skipSpace(bytes, colon + 1, end);
    const valueEnd = scanValue(bytes, valueStart, end, 1);
    if (valueEnd < 0) return false;
    noteKey(bytes, at + 1, keyEnd, valueStart, valueEnd);
    at = skipSpace(bytes, valueEnd, end);
    if (at >= end) return false;
    if (bytes[at] === 0x7d) return skipSpace(bytes, at + 1, end) === end;
    if (bytes[at] !== 0x2c) return false;
    at += 1;
  }
}

const is = (bytes: Uint8Array, { start, end }: Span, expected: Uint8Array): boolean =>
  start >= 0 && matches(bytes, start, end, expected);

/** True if the array at `span` begins with the given string, written without spaces or escapes. */
const beginsWith = (bytes: Uint8Array, { start, end }: Span, expected: Uint8Array): boolean =>
  start >= 0 && bytes[start] === 0x5b && startsWith(bytes, start + 1, end, expected);

function isUnreadSyscall(bytes: Uint8Array): boolean {
  if (SPANS.ksc.start < 0 || bytes[SPANS.ksc.start] !== 0x5b) return false;
  if (SPANS.syscall.start >= 0) return SYSCALL_BYTES.some((name) => is(bytes, SPANS.syscall, name));
  return SYSCALL_BYTES.some((name) => beginsWith(bytes, SPANS.vsc, name));
}

function isUnread(bytes: Uint8Array, type: BulkType, replay: boolean, wanted: Wanted): boolean {
  switch (type) {
    case 'clist':
      return !wanted.clist;
    case 'kernel-stats':
      return true;
    case 'syscall':
      return replay || isUnreadSyscall(bytes);
    case 'syscall-result':
      return replay || (!wanted.results && beginsWith(bytes, SPANS.ksr, OK));
    case 'deliver':
    case 'deliver-result':
      return replay;
  }
}

/** How far into a line `"replay":true` can stand in the writers' own order of keys. */
const REPLAY_WITHIN = 160;

/** A cheap look that only decides whether scanning is worth while: an ordinary delivery is parsed anyway. */
function mayBeBulk(bytes: Uint8Array, start: number, end: number): boolean {
  if (!startsWith(bytes, start, end, HEAD)) return false;
  const type = start + HEAD.length;
  const first = bytes[type];
  if (first === 0x64) {
    if (!startsWith(bytes, type, end, DELIVER)) return false;
    const limit = Math.min(end, start + REPLAY_WITHIN) - REPLAY_TRUE.length;
    for (let at = type; at < limit; at += 1)
      if (bytes[at] === 0x22 && startsWith(bytes, at, end, REPLAY_TRUE)) return true;
    return false;
  }
  if (first === 0x73) return bytes[type + 1] === 0x79;
  if (first === 0x6b) return bytes[type + 7] === 0x73 && bytes[type + 8] === 0x74;
  return first === 0x63 && bytes[type + 1] === 0x6c;
}

function bulkType(bytes: Uint8Array): BulkType | null {
  for (const { type, bytes: name } of TYPE_BYTES) if (is(bytes, SPANS.type, name)) return type;
  return null;
}

/** The one answer for all lines; good until the next is looked at. */
const BULK: Bulk = { type: 'clist', replay: false, time: SPANS.time, monotime: SPANS.monotime };

/** The type of a line that is valid JSON and that the fold does not read, or null: then parse it. */
export function sniffBulk(bytes: Uint8Array, start: number, end: number, wanted: Wanted): Bulk | null {
  if (!mayBeBulk(bytes, start, end) || !scanEntry(bytes, start, end)) return null;
  const found = bulkType(bytes);
  if (found === null) return null;
  // Without the key, whether it is a replay takes more than a look.
  if (SPANS.replay.start < 0 && found !== 'clist' && found !== 'kernel-stats') return null;
  const replay = is(bytes, SPANS.replay, TRUE);
  if (!isUnread(bytes, found, replay, wanted)) return null;
  BULK.type = found;
  BULK.replay = replay;
  return BULK;
}
