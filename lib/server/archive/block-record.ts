import zlib from 'node:zlib';

/** Least and greatest number seen in a block; null where it has none. A restart can make numbers fall inside it. */
export type NumberRange = { readonly least: number; readonly greatest: number } | null;

/** One block in the index: where its text and its bytes are, and which lines, heights and cranks it holds. */
export type BlockRecord = {
  readonly textStart: number;
  readonly textLength: number;
  readonly fileStart: number;
  readonly fileLength: number;
  /** Number of the first line that starts in this block (or behind it, if none does). Lines count from 1. */
  readonly firstLine: number;
  readonly lineStarts: number;
  /** Bytes at the head that belong to a line begun in an earlier block, its newline included. */
  readonly headLength: number;
  /** True if that line ends in this block. */
  readonly headEnds: boolean;
  /** True if the block's last byte is a newline. */
  readonly endsLine: boolean;
  readonly heights: NumberRange;
  readonly cranks: NumberRange;
};

/**
 * One record on disk, little-endian: nine doubles (text start, file start, first line, least and greatest
 * height, least and greatest crank with NaN for none, text length, file length), three 32-bit numbers (line starts,
 * head length, flags) and the CRC-32 of the 84 bytes before it.
 */
export const RECORD_BYTES = 88;
const CHECKED_BYTES = RECORD_BYTES - 4;
const HEAD_ENDS = 1;
const ENDS_LINE = 2;

/** The record as it stands in the index file. */
export function encodeRecord(block: BlockRecord): Buffer {
  const bytes = Buffer.alloc(RECORD_BYTES);
  const doubles = [
    block.textStart,
    block.fileStart,
    block.firstLine,
    block.heights?.least ?? Number.NaN,
    block.heights?.greatest ?? Number.NaN,
    block.cranks?.least ?? Number.NaN,
    block.cranks?.greatest ?? Number.NaN,
    block.textLength,
    block.fileLength,
  ];
  doubles.forEach((value, i) => bytes.writeDoubleLE(value, i * 8));
  bytes.writeUInt32LE(block.lineStarts, 72);
  bytes.writeUInt32LE(block.headLength, 76);
  bytes.writeUInt32LE((block.headEnds ? HEAD_ENDS : 0) | (block.endsLine ? ENDS_LINE : 0), 80);
  bytes.writeUInt32LE(zlib.crc32(bytes.subarray(0, CHECKED_BYTES)), CHECKED_BYTES);
  return bytes;
}

/** The record at `at`, or null if it is torn or damaged. */
export function decodeRecord(bytes: Buffer, at: number): BlockRecord | null {
  if (at + RECORD_BYTES > bytes.length) return null;
  const record = bytes.subarray(at, at + RECORD_BYTES);
  if (zlib.crc32(record.subarray(0, CHECKED_BYTES)) !== record.readUInt32LE(CHECKED_BYTES)) return null;
  const flags = record.readUInt32LE(80);
  return {
    textStart: record.readDoubleLE(0),
    fileStart: record.readDoubleLE(8),
    firstLine: record.readDoubleLE(16),
    heights: rangeOf(record.readDoubleLE(24), record.readDoubleLE(32)),
    cranks: rangeOf(record.readDoubleLE(40), record.readDoubleLE(48)),
    textLength: record.readDoubleLE(56),
    fileLength: record.readDoubleLE(64),
    lineStarts: record.readUInt32LE(72),
    headLength: record.readUInt32LE(76),
    headEnds: (flags & HEAD_ENDS) !== 0,
    endsLine: (flags & ENDS_LINE) !== 0,
  };
}

const rangeOf = (least: number, greatest: number): NumberRange =>
  Number.isNaN(least) ? null : { least, greatest };

/** Where the text and the file stand behind a block, and so where the next one begins. */
export type BlockEnd = {
  readonly text: number;
  readonly file: number;
  readonly nextLine: number;
  readonly midLine: boolean;
};

/** Before the first block. */
export const AT_START: BlockEnd = { text: 0, file: 0, nextLine: 1, midLine: false };

/** Where the block behind `block` begins; without one, the start. */
export const endOf = (block: BlockRecord | undefined): BlockEnd =>
  block
    ? {
        text: block.textStart + block.textLength,
        file: block.fileStart + block.fileLength,
        nextLine: block.firstLine + block.lineStarts,
        midLine: !block.endsLine,
      }
    : AT_START;

/** True if `next` carries on exactly where `previous` ends, in text, file and lines. */
export function follows(previous: BlockRecord | undefined, next: BlockRecord): boolean {
  const end = endOf(previous);
  return next.textStart === end.text && next.fileStart === end.file && next.firstLine === end.nextLine;
}
