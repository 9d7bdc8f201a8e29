/**
 * Cuts a byte stream into lines at 0x0A, whatever the chunks are; knows each line's number and offset.
 * It holds one unfinished line and of that at most MAX_HELD bytes: a longer line is visited with its head only.
 */
export const MAX_HELD = 16 * 1024 * 1024;
export const OVERSIZED_HEAD = 64 * 1024;

export type Splitter = {
  /** The line that is being read: its number from 1, its first byte, and how many of its bytes were seen. */
  line: number;
  byte: number;
  length: number;
  held: Uint8Array;
  /** The one line object that all visits see. */
  current: Line;
};

/** A line in `bytes` from `start` up to `end`; `end` of the file's bytes includes the newline. */
export type Line = {
  bytes: Uint8Array;
  start: number;
  end: number;
  line: number;
  byte: number;
  endByte: number;
  oversized: boolean;
};

const NOTHING = new Uint8Array();

export const startSplitter = (line = 1, byte = 0): Splitter => ({
  line,
  byte,
  length: 0,
  held: NOTHING,
  current: { bytes: NOTHING, start: 0, end: 0, line, byte, endByte: byte, oversized: false },
});

/** The room for an unfinished line is used again and again, unless one line made it larger than this. */
const KEPT = 8 * 1024 * 1024;
const LEAST = 64 * 1024;

function makeRoom(splitter: Splitter, size: number): void {
  if (size <= splitter.held.length) return;
  const larger = new Uint8Array(Math.min(MAX_HELD, Math.max(LEAST, size * 2)));
  larger.set(splitter.held);
  splitter.held = larger;
}

function hold(splitter: Splitter, chunk: Uint8Array, from: number, to: number): void {
  const held = Math.min(MAX_HELD, splitter.length);
  const size = Math.min(MAX_HELD - held, to - from);
  makeRoom(splitter, held + size);
  splitter.held.set(chunk.subarray(from, from + size), held);
  splitter.length += to - from;
}

/** Fills the line; of an oversized one with the head that every chunking has in common. */
function fill(splitter: Splitter, bytes: Uint8Array, start: number, length: number, newline: number): Line {
  const { current } = splitter;
  current.oversized = length > MAX_HELD;
  current.bytes = bytes;
  current.start = start;
  current.end = start + (current.oversized ? OVERSIZED_HEAD : length);
  current.line = splitter.line;
  current.byte = splitter.byte;
  current.endByte = splitter.byte + length + newline;
  return current;
}

function next(splitter: Splitter, { endByte }: Line): void {
  splitter.line += 1;
  splitter.byte = endByte;
  if (splitter.length === 0) return;
  splitter.length = 0;
  if (splitter.held.length > KEPT) splitter.held = NOTHING;
}

/** Visits one whole line that stands in `bytes` between `start` and its newline, nothing of which was held. */
export function visitLine(
  splitter: Splitter,
  bytes: Uint8Array,
  { start, newline }: { start: number; newline: number },
  visit: (line: Line) => void,
): void {
  const line = fill(splitter, bytes, start, newline - start, 1);
  visit(line);
  next(splitter, line);
}

/** What is held of an unfinished line, given back: the line begins anew with bytes that stand elsewhere. */
export function takeHeld(splitter: Splitter): Uint8Array {
  const held = splitter.held.subarray(0, splitter.length);
  splitter.length = 0;
  return held;
}

/** Holds bytes of the unfinished line, none of them a newline. */
export function holdRest(splitter: Splitter, bytes: Uint8Array): void {
  hold(splitter, bytes, 0, bytes.length);
}

/** Visits the line that is held, whose last bytes are these; their newline is behind them. */
export function endHeld(splitter: Splitter, bytes: Uint8Array, visit: (line: Line) => void): void {
  holdRest(splitter, bytes);
  const line = fill(splitter, splitter.held, 0, splitter.length, 1);
  visit(line);
  next(splitter, line);
}

/** Visits every line that ends in `chunk`. The line and its bytes are only good during the visit. */
export function splitLines(splitter: Splitter, chunk: Uint8Array, visit: (line: Line) => void): void {
  let from = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
    let line: Line;
    if (splitter.length > 0) {
      hold(splitter, chunk, from, at);
      line = fill(splitter, splitter.held, 0, splitter.length, 1);
    } else line = fill(splitter, chunk, from, at - from, 1);
    visit(line);
    next(splitter, line);
    from = at + 1;
  }
  if (from < chunk.length) hold(splitter, chunk, from, chunk.length);
}

/** Visits what stands after the last newline, if anything does. */
export function lastLine(splitter: Splitter, visit: (line: Line) => void): void {
  if (splitter.length === 0) return;
  const line = fill(splitter, splitter.held, 0, splitter.length, 0);
  visit(line);
  next(splitter, line);
}
