import { decode } from '@/lib/slog/decode';
import { KNOWN_TYPES } from '@/lib/slog/entry';
import { isRecord, parseJson } from '@/lib/slog/json';
import { parseLine } from '@/lib/slog/parse-line';

/** `other` says in words what was found; `undecided` asks for more bytes. */
export type Verdict = { kind: 'slog' } | { kind: 'other'; found: string } | { kind: 'undecided' };

/** A slog's first entry is looked for in so much of it; stdout may be mixed in, or a torn line of a bundle come first. */
const ENOUGH_BYTES = 4 * 1024 * 1024;
const ENOUGH_LINES = 1_000;

const MAGIC: readonly (readonly [bytes: readonly number[], found: string])[] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive'],
  [[0x1f, 0x8b], 'gzip data inside gzip data; decompress it once'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'zstd-compressed data; decompress it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz-compressed data; decompress it first'],
  [[0x42, 0x5a, 0x68], 'bzip2-compressed data; decompress it first'],
  [[0x7f, 0x45, 0x4c, 0x46], 'an ELF program'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], 'an SQLite database'],
  [[0x41, 0x47, 0x2d, 0x53, 0x4c, 0x4f, 0x47, 0x21], 'a flight recorder; give it as it is, not compressed'],
  [[0xff, 0xfe], 'UTF-16 text; a slog is UTF-8'],
  [[0xfe, 0xff], 'UTF-16 text; a slog is UTF-8'],
];

const magicOf = (head: Uint8Array): string | null =>
  MAGIC.find(([bytes]) => bytes.every((byte, i) => head[i] === byte))?.[1] ?? null;

/** A line that is an entry for sure, or holds one behind something torn. */
function isEntryLine(line: string): boolean {
  const parsed = parseLine(line);
  if (parsed.kind === 'entry') return KNOWN_TYPES.has(parsed.type);
  return parsed.kind === 'broken' && parsed.saved.length > 0;
}

/** A long first line that is not whole yet: the source of a vat begins so. */
const BEGUN = /^\{(?:"time":[\d.]+,)?"type":"([a-z-]+)"/;
const hasBegun = (line: string): boolean => KNOWN_TYPES.has(BEGUN.exec(line)?.[1] ?? '');

/** Control characters that text has not. NUL is not among them: a power loss leaves runs of it in slogs. */
const isBinary = (text: string): boolean =>
  Array.from({ length: Math.min(text.length, 4096) }, (_, i) => text.charCodeAt(i)).some(
    (code) => (code > 0 && code < 9) || (code > 13 && code < 32 && code !== 27),
  );

function describe(text: string, lines: readonly string[]): string {
  if (text.trim() === '') return text === '' ? 'empty' : 'nothing but blank lines';
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (isBinary(text)) return 'binary data';
  if (text.trimStart().startsWith('[')) return 'a JSON array; a slog has one JSON object per line';
  const value = parseJson(first);
  if (isRecord(value)) {
    const keys = Object.keys(value).slice(0, 4).join(', ');
    return `JSON lines of another kind (the first has ${keys === '' ? 'no keys' : keys})`;
  }
  if (/^\s*</.test(text)) return 'HTML or XML';
  if (text.trimStart().startsWith('{'))
    return 'a JSON document over several lines; a slog has one object per line';
  return `text that begins with "${first.slice(0, 40)}"`;
}

/**
 * Says from the first bytes of a text whether it is a slog, and if not what it is, in words for the person who gave it.
 * `complete` means that there are no more bytes.
 */
export function whatIsThis(head: Uint8Array, complete: boolean): Verdict {
  const magic = magicOf(head);
  if (magic !== null) return { kind: 'other', found: magic };
  const text = decode(head, 0, Math.min(head.length, ENOUGH_BYTES)).replace(/^\uFEFF/, '');
  const lines = text.split('\n', ENOUGH_LINES + 1);
  const unfinished = complete || lines.length > ENOUGH_LINES ? null : (lines.pop() ?? null);
  if (lines.some(isEntryLine) || hasBegun(lines[0] ?? '') || hasBegun(unfinished ?? ''))
    return { kind: 'slog' };
  const enough = complete || lines.length > ENOUGH_LINES || head.length >= ENOUGH_BYTES;
  if (!enough && !(unfinished !== null && isBinary(text))) return { kind: 'undecided' };
  return { kind: 'other', found: describe(text, unfinished === null ? lines : [...lines, unfinished]) };
}
