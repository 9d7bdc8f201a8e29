import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { readText } from '@/lib/server/archive/read-text';
import { Inflater, isGzip } from '@/lib/server/fold-worker/inflater';
import type { RunFolder } from '@/lib/server/run/run-folder';
import { unzipTail } from '@/lib/server/slog-source/unzip-tail';
import {
  isRecorder,
  RECORDER_HEADER,
  RecordReader,
  type Ring,
  readRing,
  type Span,
} from '@/lib/slog/flight-recorder';

const CHUNK = 256 * 1024;
/** A stream shorter than this may still turn out to be something else than its text. */
export const MAGIC_BYTES = 8;

/** A stream's text piece by piece, as far as its bytes are durable. */
export type TextSource = {
  /** The text's byte that it begins with. */
  readonly start: number;
  /** Bytes of the stream that were read. */
  readonly position: number;
  /** Why the stream cannot be read any further, once that is so. */
  readonly failure: string | null;
  /** False if the stream has bytes that are in no text: then it is all there is of them. */
  readonly isWhole: boolean;
  /** The text of the next piece of the stream up to `end`; none when there is no more. Good until the next call. */
  next(end: number): Promise<Uint8Array[]>;
  close(): void;
};

/** The stream is its text. */
class PlainSource implements TextSource {
  readonly failure = null;
  readonly isWhole = true;
  readonly start: number;
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);
  position: number;

  constructor(fd: number, start: number) {
    this.#fd = fd;
    this.start = start;
    this.position = start;
  }

  async next(end: number): Promise<Uint8Array[]> {
    const length = Math.min(CHUNK, end - this.position);
    if (length <= 0) return [];
    const read = readSync(this.#fd, this.#buffer, 0, length, this.position);
    this.position += read;
    return read > 0 ? [this.#buffer.subarray(0, read)] : [];
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The stream is gzip, which can only be read from its start. */
class GzipSource implements TextSource {
  readonly start = 0;
  readonly #fd: number;
  readonly #inflater = new Inflater();
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK / 4);
  /** Text that came out, and the stream's byte where it turned out to be broken. */
  #given = 0;
  #brokenAt: number | null = null;
  position = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  get failure(): string | null {
    if (this.#brokenAt === null) return null;
    return `The compressed stream is broken at byte ${this.#brokenAt}: ${this.#inflater.failure?.message}.`;
  }

  get isWhole(): boolean {
    return this.#inflater.failure === null && !this.#inflater.hasLeftOver;
  }

  async next(end: number): Promise<Uint8Array[]> {
    for (;;) {
      const length = Math.min(this.#buffer.length, end - this.position);
      if (length <= 0 || this.failure) return [];
      const read = readSync(this.#fd, this.#buffer, 0, length, this.position);
      if (read === 0) return [];
      const parts = await this.#inflater.push(this.#buffer.subarray(0, read));
      for (const part of parts) this.#given += part.length;
      const lost = this.#inflater.failure ? await this.#lost(this.position) : [];
      this.position += read;
      if (parts.length + lost.length > 0) return [...parts, ...lost];
    }
  }

  /** The text that the decompressor had unpacked and not given when it broke: what it is must not depend on how the stream came. */
  async #lost(safe: number): Promise<readonly Buffer[]> {
    const { parts, byte } = await unzipTail(this.#again(), { safe, given: this.#given });
    this.#brokenAt = byte;
    return parts;
  }

  async *#again(): AsyncGenerator<Uint8Array> {
    for (let at = 0; ; ) {
      const buffer = Buffer.allocUnsafe(CHUNK / 4);
      const read = readSync(this.#fd, buffer, 0, buffer.length, at);
      if (read === 0) return;
      at += read;
      yield buffer.subarray(0, read);
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The stream is a flight recorder's ring: its oldest record may stand anywhere, so it can only be read from the ring's start. */
class RecorderSource implements TextSource {
  readonly start = 0;
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #isRead = false;
  #ring: Ring | null = null;
  #reader: RecordReader | null = null;
  /** Bytes of the ring that were read, counted from its start. */
  #done = 0;
  #failure: string | null = null;
  position = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  get failure(): string | null {
    return this.#failure ?? this.#reader?.failure ?? null;
  }

  get isWhole(): boolean {
    return this.#isRead && this.failure === null && (this.#reader?.isWhole ?? true);
  }

  /** What lies outside of the ring says nothing: with all of that read, the stream is read to its end. */
  async next(end: number): Promise<Uint8Array[]> {
    if (end < RECORDER_HEADER || this.failure) return [];
    try {
      this.#ring ??= this.#readRing();
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      return [];
    }
    const stretch = this.#stretch(this.#ring, end - RECORDER_HEADER);
    this.#isRead = stretch === 'all';
    if (this.#isRead) this.position = end;
    if (typeof stretch === 'string') return [];
    const read = readSync(
      this.#fd,
      this.#buffer,
      0,
      stretch.to - stretch.from,
      RECORDER_HEADER + stretch.from,
    );
    this.#done += read;
    this.position += read;
    this.#reader ??= new RecordReader(this.#ring);
    const text = this.#reader.push(this.#buffer.subarray(0, read));
    return text.length > 0 ? [text] : this.next(end);
  }

  #readRing(): Ring {
    readSync(this.#fd, this.#buffer, 0, RECORDER_HEADER, 0);
    this.position = RECORDER_HEADER;
    return readRing(this.#buffer);
  }

  /** What of the ring comes next, as far as it is durable. */
  #stretch({ spans }: Ring, durable: number): Span | 'all' | 'wait' {
    let done = this.#done;
    for (const { from, to } of spans) {
      const length = to - from;
      if (done < length) {
        const at = from + done;
        const upTo = Math.min(to, durable, at + CHUNK);
        return upTo > at ? { from: at, to: upTo } : 'wait';
      }
      done -= length;
    }
    return 'all';
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** The stream is gone and its text is in the archive. */
class ArchiveSource implements TextSource {
  readonly start = 0;
  readonly failure = null;
  readonly isWhole = true;
  readonly #text: AsyncGenerator<Buffer>;
  position = 0;

  constructor(dir: string) {
    this.#text = readText(dir);
  }

  async next(): Promise<Uint8Array[]> {
    const { done, value } = await this.#text.next();
    if (done) return [];
    this.position += value.length;
    return [value];
  }

  close(): void {
    void this.#text.return(undefined);
  }
}

/** Opens a run's text at `fromText` or before it. The stream must have begun. */
export function openTextSource(folder: RunFolder, fromText: number): TextSource {
  if (!existsSync(/*turbopackIgnore: true*/ folder.slogIn)) return new ArchiveSource(folder.archive);
  const fd = openSync(/*turbopackIgnore: true*/ folder.slogIn, 'r');
  const head = Buffer.alloc(MAGIC_BYTES);
  const known = head.subarray(0, readSync(fd, head, 0, MAGIC_BYTES, 0));
  if (isRecorder(known)) return new RecorderSource(fd);
  return isGzip(known) ? new GzipSource(fd) : new PlainSource(fd, fromText);
}
