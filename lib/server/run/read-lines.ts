import { type FileHandle, open } from 'node:fs/promises';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { FIRST_LINE, type LinePlace, readLineIndex } from '@/lib/server/fold-worker/line-index';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { type RunFolder, runFolder } from '@/lib/server/run/run-folder';

/** Lines in one answer at most, text of one line at most, bytes of one answer at most. */
export const LINES_AT_MOST = 200;
export const LINE_TEXT = 64 * 1024;
export const BYTES_AT_MOST = 1024 * 1024;
const PIECE = 256 * 1024;
const NEWLINE = 10;

/** A raw line: its number from 1, its first byte, its true length without the newline, and its text as far as it is shown. */
export type RawLine = {
  readonly line: number;
  readonly byte: number;
  readonly length: number;
  readonly text: string;
};

async function openText(folder: RunFolder): Promise<FileHandle | null> {
  for (const file of [folder.slogText, folder.slogIn]) {
    const handle = await open(/*turbopackIgnore: true*/ file, 'r').catch(() => null);
    if (handle) return handle;
  }
  return null;
}

const nearest = (index: readonly LinePlace[], line: number): LinePlace =>
  index.findLast((place) => place.line <= line) ?? FIRST_LINE;

/** Collects lines while a text passes by; holds of each only what is shown. */
class LineCollector {
  readonly lines: RawLine[] = [];
  readonly #from: number;
  readonly #count: number;
  #line: number;
  #byte: number;
  #length = 0;
  #shown: Buffer[] = [];
  #shownBytes = 0;

  constructor(start: LinePlace, from: number, count: number) {
    this.#line = start.line;
    this.#byte = start.byte;
    this.#from = from;
    this.#count = count;
  }

  get isFull(): boolean {
    return this.lines.length >= this.#count;
  }

  add(piece: Buffer): void {
    let from = 0;
    while (from < piece.length && !this.isFull) {
      const at = piece.indexOf(NEWLINE, from);
      this.#hold(piece.subarray(from, at < 0 ? piece.length : at));
      if (at < 0) return;
      this.end(1);
      from = at + 1;
    }
  }

  /** The line ends here; `newline` bytes stand between it and the next. */
  end(newline: 0 | 1): void {
    if (this.isFull || (newline === 0 && this.#length === 0)) return;
    const text = Buffer.concat(this.#shown).toString('utf8');
    if (this.#line >= this.#from)
      this.lines.push({ line: this.#line, byte: this.#byte, length: this.#length, text });
    this.#line += 1;
    this.#byte += this.#length + newline;
    this.#length = 0;
    this.#shown = [];
    this.#shownBytes = 0;
  }

  #hold(part: Buffer): void {
    this.#length += part.length;
    const room = LINE_TEXT - this.#shownBytes;
    if (room <= 0 || this.#line < this.#from) return;
    const shown = Buffer.from(part.subarray(0, room));
    this.#shown.push(shown);
    this.#shownBytes += shown.length;
  }
}

async function collect(file: FileHandle, start: LinePlace, from: number, count: number): Promise<RawLine[]> {
  const collector = new LineCollector(start, from, count);
  const buffer = Buffer.allocUnsafe(PIECE);
  for (let at = start.byte; !collector.isFull; ) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, at);
    if (bytesRead === 0) break;
    collector.add(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  collector.end(0);
  return collector.lines;
}

/** Lines from number `from` (from 1) on; fewer, or none, where the text ends. */
export async function readLines(
  actor: Actor,
  runId: string,
  { from, count }: { from: number; count: number },
): Promise<{ lines: RawLine[]; total: number }> {
  if (count > LINES_AT_MOST) throw new ServerError('bad-input', `At most ${LINES_AT_MOST} lines at once.`);
  const { lines: total } = await readRun(actor, runId);
  const folder = runFolder((await instance()).env.dataDir, runId);
  const file = await openText(folder);
  if (!file) return { lines: [], total };
  try {
    return { lines: await collect(file, nearest(readLineIndex(folder.lineIndex), from), from, count), total };
  } finally {
    await file.close();
  }
}

/** Raw bytes of the text; fewer where it ends. */
export async function readBytes(
  actor: Actor,
  runId: string,
  { byte, length }: { byte: number; length: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if (length > BYTES_AT_MOST) throw new ServerError('bad-input', `At most ${BYTES_AT_MOST} bytes at once.`);
  await readRun(actor, runId);
  const file = await openText(runFolder((await instance()).env.dataDir, runId));
  if (!file) return new Uint8Array();
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, byte);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
