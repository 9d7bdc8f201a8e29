import { blockText } from '@/lib/server/archive/block-text';
import { blockOfLine, endOfLineBehind } from '@/lib/server/archive/locate';
import { bytesOf, withSnapshot } from '@/lib/server/archive/read-bytes';
import type { Snapshot } from '@/lib/server/archive/snapshot';

/** Text of a line that is handed out at most; a vat's source is one line of megabytes. */
export const LINE_TEXT_BYTES = 64 * 1024;

/** One raw line: number from 1, first byte from 0, true length without the newline, text cut at 64 KiB. */
export type ArchiveLine = {
  readonly line: number;
  readonly byte: number;
  readonly length: number;
  readonly text: string;
};

const NEWLINE = 10;

/** Up to `count` lines from line number `from` (from 1) on; fewer, or none, where the text ends. And how many lines there are, an unfinished one counted. */
export const readLinesOf = (
  dir: string,
  from: number,
  count: number,
): Promise<{ readonly lines: readonly ArchiveLine[]; readonly total: number }> =>
  withSnapshot(dir, async (snapshot) => {
    const lines: ArchiveLine[] = [];
    for await (const place of linePlaces(snapshot, from, count)) lines.push(await lineAt(snapshot, place));
    return { lines, total: snapshot.lines };
  });

/** The lines alone. */
export const readLines = async (dir: string, from: number, count: number): Promise<readonly ArchiveLine[]> =>
  (await readLinesOf(dir, from, count)).lines;

/** Where the lines `from` … `from + count - 1` lie: the range for reading them whole. Null if the first is not there. */
export const findLines = (
  dir: string,
  from: number,
  count: number,
): Promise<{ readonly byte: number; readonly end: number } | null> =>
  withSnapshot(dir, async (snapshot) => {
    const first = await firstPlace(snapshot, from);
    if (!first) return null;
    const behind = await firstPlace(snapshot, from + count);
    return { byte: first.byte, end: behind?.byte ?? snapshot.bytes };
  });

type LinePlace = { readonly line: number; readonly byte: number; readonly length: number };

async function firstPlace(snapshot: Snapshot, line: number): Promise<LinePlace | null> {
  for await (const place of linePlaces(snapshot, line, 1)) return place;
  return null;
}

async function* linePlaces(snapshot: Snapshot, from: number, count: number): AsyncGenerator<LinePlace> {
  const first = blockOfLine(snapshot, from);
  let left = count;
  for (let i = first; i >= 0 && i < snapshot.blocks.length && left > 0; i += 1) {
    const block = snapshot.blocks[i];
    if (!block || block.lineStarts === 0) continue;
    const text = await blockText(snapshot, i);
    let line = block.firstLine;
    for (let start = block.headLength; start < text.length && left > 0; line += 1) {
      const newline = text.indexOf(NEWLINE, start);
      const byte = block.textStart + start;
      if (line >= from) {
        const end = newline < 0 ? endOfLineBehind(snapshot, i) : block.textStart + newline;
        yield { line, byte, length: end - byte };
        left -= 1;
      }
      start = newline < 0 ? text.length : newline + 1;
    }
  }
}

async function lineAt(snapshot: Snapshot, place: LinePlace): Promise<ArchiveLine> {
  const bytes = await bytesOf(snapshot, place.byte, Math.min(place.length, LINE_TEXT_BYTES));
  const cut = place.length > LINE_TEXT_BYTES;
  // Streaming mode leaves out a character that the cut went through; a mark at the head of the file is text, too.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: cut });
  return { ...place, text };
}
