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
  return parseJson(decode(memory, place, stringEnd(memory, place)));
}
