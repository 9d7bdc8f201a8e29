import { decode } from '@/lib/slog/decode';
import { parseJson } from '@/lib/slog/json';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const WORDS: Readonly<Record<number, unknown>> = { 0x74: true, 0x66: false, 0x6e: null };

function stringEnd(memory: Uint8Array, start: number): number {
  let at = start + 1;
  while (memory[at] !== QUOTE) at += memory[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** The value at a place that the scanner noted, which has seen that it is a valid string or a word; undefined for no place. */
export function valueAt(memory: Uint8Array, place: number): unknown {
  if (place === 0) return undefined;
  const first = memory[place] ?? 0;
  if (first !== QUOTE) return WORDS[first];
  const end = stringEnd(memory, place);
  return plainText(memory, place + 1, end - 1) ?? parseJson(decode(memory, place, end));
}

const MAX_PLAIN = 32;

/** A short text without escapes, which is quicker put together than decoded; null for any other. */
function plainText(memory: Uint8Array, start: number, end: number): string | null {
  if (end - start > MAX_PLAIN) return null;
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = memory[at] ?? 0;
    if (byte === BACKSLASH || byte > 0x7e) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Words that came lately, by their bytes in quotes. */
const lately: { bytes: Uint8Array; value: unknown }[] = [];
const MAX_LATELY = 8;

function isAt(memory: Uint8Array, place: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i += 1) if (memory[place + i] !== bytes[i]) return false;
  return true;
}

/** The same of a value that is one of few, such as a run's phase: those that came lately are only compared. */
export function wordAt(memory: Uint8Array, place: number): unknown {
  if (place === 0 || memory[place] !== QUOTE) return valueAt(memory, place);
  for (const { bytes, value } of lately) if (isAt(memory, place, bytes)) return value;
  const value = valueAt(memory, place);
  const end = stringEnd(memory, place);
  if (end - place > MAX_PLAIN) return value;
  lately.unshift({ bytes: memory.slice(place, end), value });
  if (lately.length > MAX_LATELY) lately.pop();
  return value;
}
