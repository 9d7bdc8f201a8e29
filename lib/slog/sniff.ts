import { scanKey, scanString, scanValue, skipSpace } from '@/lib/slog/scan-json';

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

const KEY_BYTES = KEYS.map((key) => ({ key, bytes: bytesOf(key) }));
const KEYS_BY_LENGTH = Array.from({ length: 10 }, (_, length) =>
  KEY_BYTES.filter(({ bytes }) => bytes.length === length),
);
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

type Spans = Record<Key, Span>;
const NONE: Span = { start: -1, end: -1 };
const freshSpans = (): Spans => ({
  type: { ...NONE },
  replay: { ...NONE },
  syscall: { ...NONE },
  vsc: { ...NONE },
  ksc: { ...NONE },
  ksr: { ...NONE },
  time: { ...NONE },
  monotime: { ...NONE },
});

/** One set for all lines: they are read before the next line is looked at. */
const SPANS = freshSpans();

function clearSpans(): void {
  for (const key of KEYS) SPANS[key].start = -1;
}

/** Notes where a known top-level key's value stands; the last duplicate wins, as in `JSON.parse`. */
function noteKey(bytes: Uint8Array, keyStart: number, keyEnd: number, start: number, end: number): void {
  const known = KEYS_BY_LENGTH[keyEnd - keyStart];
  if (!known) return;
  for (const { key, bytes: name } of known) {
    if (!matches(bytes, keyStart, keyEnd, name)) continue;
    SPANS[key].start = start;
    SPANS[key].end = end;
  }
}

const hasBackslash = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i += 1) if (bytes[i] === 0x5c) return true;
  return false;
};

/** Validates an object line and fills SPANS; false when it is invalid or not certain. */
function scanEntry(bytes: Uint8Array, start: number, end: number): boolean {
  clearSpans();
  let at = start;
  if (bytes[at] !== 0x7b) return false;
  at = skipSpace(bytes, at + 1, end);
  for (;;) {
    const valueStart = scanKey(bytes, at, end);
    if (valueStart < 0) return false;
    const keyEnd = scanString(bytes, at, end) - 1;
    if (hasBackslash(bytes, at + 1, keyEnd)) return false;
    const valueEnd = scanValue(bytes, valueStart, end, 1);
    if (valueEnd < 0) return false;
    noteKey(bytes, at + 1, keyEnd, valueStart, valueEnd);
    at = skipSpace(bytes, valueEnd, end);
    if (bytes[at] === 0x7d && at < end) return skipSpace(bytes, at + 1, end) === end;
    if (bytes[at] !== 0x2c || at >= end) return false;
    at = skipSpace(bytes, at + 1, end);
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

/** The type of a line that is valid JSON and that the fold does not read, or null: then parse it. */
export function sniffBulk(bytes: Uint8Array, start: number, end: number, wanted: Wanted): Bulk | null {
  if (!mayBeBulk(bytes, start, end) || !scanEntry(bytes, start, end)) return null;
  const found = TYPE_BYTES.find(({ bytes: name }) => is(bytes, SPANS.type, name));
  if (!found) return null;
  // Without the key, whether it is a replay takes more than a look.
  if (SPANS.replay.start < 0 && found.type !== 'clist' && found.type !== 'kernel-stats') return null;
  const replay = is(bytes, SPANS.replay, TRUE);
  if (!isUnread(bytes, found.type, replay, wanted)) return null;
  return { type: found.type, replay, time: { ...SPANS.time }, monotime: { ...SPANS.monotime } };
}
