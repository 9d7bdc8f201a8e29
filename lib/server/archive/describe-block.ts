import type { BlockEnd, BlockRecord, NumberRange } from '@/lib/server/archive/block-record';
import { numberedLine } from '@/lib/server/archive/numbered-line';

const NEWLINE = 10;

type Ranges = { height: NumberRange; crank: NumberRange };

/** Finds a block's lines and its numbered entries in one pass over its text; `before` is where it begins. */
export function describeBlock(text: Buffer, before: BlockEnd, fileLength: number): BlockRecord {
  const headBreak = before.midLine ? text.indexOf(NEWLINE) : -1;
  const headEnds = headBreak >= 0;
  const headLength = before.midLine ? (headEnds ? headBreak + 1 : text.length) : 0;
  const ranges: Ranges = { height: null, crank: null };
  let lineStarts = 0;
  forEachLine(text, headLength, (start, end) => {
    lineStarts += 1;
    const found = numberedLine(text, start, end);
    if (found) ranges[found.kind] = widen(ranges[found.kind], found.value);
  });
  return {
    textStart: before.text,
    textLength: text.length,
    fileStart: before.file,
    fileLength,
    firstLine: before.nextLine,
    lineStarts,
    headLength,
    headEnds,
    endsLine: text.length > 0 ? text[text.length - 1] === NEWLINE : !before.midLine,
    heights: ranges.height,
    cranks: ranges.crank,
  };
}

/** Calls `visit(start, end)` for each line that starts at or behind `from`; `end` excludes the newline. */
export function forEachLine(text: Buffer, from: number, visit: (start: number, end: number) => void): void {
  let start = from;
  while (start < text.length) {
    const newline = text.indexOf(NEWLINE, start);
    const end = newline < 0 ? text.length : newline;
    visit(start, end);
    start = end + 1;
  }
}

const widen = (range: NumberRange, value: number): NumberRange =>
  range
    ? { least: Math.min(range.least, value), greatest: Math.max(range.greatest, value) }
    : { least: value, greatest: value };
