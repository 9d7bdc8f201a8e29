import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/** A line is noted after so many bytes or lines: finding any line reads at most this much text, or that line. */
const EVERY_BYTES = 64 * 1024;
const EVERY_LINES = 1_000;
const ENTRY = 16;
const NEWLINE = 10;

/** Where a line begins: its number from 1, its first byte from 0. */
export type LinePlace = { readonly line: number; readonly byte: number };

export const FIRST_LINE: LinePlace = { line: 1, byte: 0 };

function decode(bytes: Buffer): LinePlace[] {
  const places: LinePlace[] = [];
  for (let at = 0; at + ENTRY <= bytes.length; at += ENTRY)
    places.push({ line: Number(bytes.readBigUInt64LE(at)), byte: Number(bytes.readBigUInt64LE(at + 8)) });
  return places;
}

/** The noted lines of an index file, in order; a torn last entry is left out, no file is no lines. */
export function readLineIndex(file: string): LinePlace[] {
  try {
    return decode(readFileSync(/*turbopackIgnore: true*/ file));
  } catch {
    return [];
  }
}

/**
 * Notes sparsely where lines begin while a text passes by. The file is only a help: a reader that finds it short or missing
 * counts from the last line it knows.
 */
export class LineIndex {
  readonly #fd: number;
  #line: number;
  #byte: number;
  #noted: LinePlace;
  #pending: LinePlace[] = [];

  /** Goes on at a line's begin; what the file notes behind it is forgotten. */
  constructor(file: string, from: LinePlace) {
    this.#fd = openSync(/*turbopackIgnore: true*/ file, 'a+');
    const kept = readLineIndex(file).filter(({ byte }) => byte <= from.byte);
    ftruncateSync(this.#fd, Math.min(kept.length * ENTRY, fstatSync(this.#fd).size));
    this.#line = from.line;
    this.#byte = from.byte;
    this.#noted = kept.at(-1) ?? FIRST_LINE;
  }

  /** Takes the next bytes of the text, cut anywhere. */
  add(text: Uint8Array): void {
    let from = 0;
    for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, from)) {
      from = at + 1;
      this.#line += 1;
      const byte = this.#byte + from;
      if (byte - this.#noted.byte >= EVERY_BYTES || this.#line - this.#noted.line >= EVERY_LINES)
        this.#note({ line: this.#line, byte });
    }
    this.#byte += text.length;
  }

  /** Writes what was noted since the last time. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.alloc(this.#pending.length * ENTRY);
    this.#pending.forEach(({ line, byte }, i) => {
      bytes.writeBigUInt64LE(BigInt(line), i * ENTRY);
      bytes.writeBigUInt64LE(BigInt(byte), i * ENTRY + 8);
    });
    writeSync(this.#fd, bytes);
    this.#pending = [];
  }

  close(): void {
    closeSync(this.#fd);
  }

  #note(place: LinePlace): void {
    this.#noted = place;
    this.#pending.push(place);
  }
}
