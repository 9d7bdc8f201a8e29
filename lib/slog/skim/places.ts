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

/** Strings that came lately, by their bytes in quotes: a host says few different ones, and decoding costs more than looking. */
const lately: { bytes: Uint8Array; text: unknown }[] = [];
const MAX_LATELY = 8;
const MAX_LENGTH = 32;

function isAt(memory: Uint8Array, place: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i += 1) if (memory[place + i] !== bytes[i]) return false;
  return true;
}

function stringAt(memory: Uint8Array, place: number): unknown {
  for (const { bytes, text } of lately) if (isAt(memory, place, bytes)) return text;
  const end = stringEnd(memory, place);
  const text = parseJson(decode(memory, place, end));
  if (end - place > MAX_LENGTH) return text;
  lately.unshift({ bytes: memory.slice(place, end), text });
  if (lately.length > MAX_LATELY) lately.pop();
  return text;
}

/** The value at a place that the scanner noted, which has seen that it is a valid string or a word; undefined for no place. */
export function valueAt(memory: Uint8Array, place: number): unknown {
  if (place === 0) return undefined;
  const first = memory[place] ?? 0;
  if (first !== QUOTE) return WORDS[first];
  return stringAt(memory, place);
}
