import { readSync } from 'node:fs';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

/** A part of a file: an export's data as it lies there, or within an archive. */
export type Section = { readonly file: string; readonly start: number; readonly bytes: number };

/** A line without its end, in `bytes` from `start` to `end`; `at` is its place in the file. Valid until the next one. */
export type Line = { bytes: Buffer; start: number; end: number; at: number };

const CHUNK = 256 * 1024;
/** No value of a kernel is longer; a line without an end must not fill the memory. */
const LONGEST_LINE = 64 * 1024 * 1024;
const NEWLINE = 10;

type Part = { readonly from: number; readonly to: number };

/** Room for one more chunk behind `held` bytes. */
function grown(buffer: Buffer, held: number): Buffer {
  if (held < buffer.length) return buffer;
  if (buffer.length >= LONGEST_LINE)
    throw new StoreFault(`A line of its data is longer than ${LONGEST_LINE} bytes; no exporter writes such.`);
  const larger = Buffer.allocUnsafe(buffer.length * 2);
  buffer.copy(larger, 0, 0, held);
  return larger;
}

/** Visits each line of a part of a file until `visit` says false; `onRead` is told of each read. */
export function eachLine(
  fd: number,
  { from, to }: Part,
  visit: (line: Line) => boolean,
  onRead: (bytes: number) => void,
): void {
  let buffer: Buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK, to - from)));
  const line: Line = { bytes: buffer, start: 0, end: 0, at: 0 };
  const show = (start: number, end: number, at: number): boolean => {
    Object.assign(line, { bytes: buffer, start, end, at });
    return start === end || visit(line);
  };
  for (let [held, at] = [0, from]; at < to; ) {
    buffer = grown(buffer, held);
    const read = readSync(fd, buffer, held, Math.min(buffer.length - held, to - at - held), at + held);
    if (read === 0 && at + held < to) throw new StoreFault('Its data is cut off.');
    onRead(read);
    const filled = buffer.subarray(0, held + read);
    let start = 0;
    for (let end = filled.indexOf(NEWLINE); end !== -1; end = filled.indexOf(NEWLINE, start)) {
      if (!show(start, end, at + start)) return;
      start = end + 1;
    }
    // The last line may have no end.
    if (at + filled.length === to) {
      show(start, filled.length, at + start);
      return;
    }
    buffer.copyWithin(0, start, filled.length);
    [held, at] = [filled.length - start, at + start];
  }
}
