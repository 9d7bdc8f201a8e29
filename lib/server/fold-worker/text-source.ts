import { closeSync, existsSync, openSync, readSync, writeSync } from 'node:fs';
import { Inflater, isGzip } from '@/lib/server/fold-worker/inflater';
import type { RunFolder } from '@/lib/server/run/run-folder';

const CHUNK = 256 * 1024;

/** A stream's text piece by piece, as far as its bytes are durable. */
export type TextSource = {
  /** Bytes of the stream that were read. */
  readonly position: number;
  /** Why the stream cannot be read any further, once that is so. */
  readonly failure: string | null;
  /** The file that holds the text. */
  readonly textFile: string;
  /** The text of the next piece of the stream up to `end`; none when there is no more. */
  next(end: number): Promise<Uint8Array[]>;
  close(): void;
};

/** The stream is its text. */
class PlainSource implements TextSource {
  readonly failure = null;
  readonly textFile: string;
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);
  position: number;

  constructor(fd: number, textFile: string, from: number) {
    this.#fd = fd;
    this.textFile = textFile;
    this.position = from;
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

/** The stream is gzip: its text is kept in a file beside it, so that any line of it can be read again. */
class GzipSource implements TextSource {
  readonly textFile: string;
  readonly #fd: number;
  readonly #textFd: number;
  readonly #inflater = new Inflater();
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK / 4);
  #skip: number;
  #text = 0;
  position = 0;

  constructor(fd: number, textFile: string, from: number) {
    this.#fd = fd;
    this.#skip = from;
    this.textFile = textFile;
    // Not appended to but written at its place: after a crash the same text is written over itself.
    this.#textFd = openSync(
      /*turbopackIgnore: true*/ textFile,
      existsSync(/*turbopackIgnore: true*/ textFile) ? 'r+' : 'w+',
    );
  }

  get failure(): string | null {
    const { failure } = this.#inflater;
    return failure && `The compressed stream is broken near byte ${this.position}: ${failure.message}.`;
  }

  async next(end: number): Promise<Uint8Array[]> {
    for (;;) {
      const length = Math.min(this.#buffer.length, end - this.position);
      if (length <= 0 || this.failure) return [];
      const read = readSync(this.#fd, this.#buffer, 0, length, this.position);
      this.position += read;
      const parts = (await this.#inflater.push(this.#buffer.subarray(0, read))).map((part) =>
        this.#keep(part),
      );
      const fresh = parts.filter((part) => part.length > 0);
      if (fresh.length > 0) return fresh;
    }
  }

  close(): void {
    closeSync(this.#fd);
    closeSync(this.#textFd);
  }

  /** Writes a part of the text, and gives back what of it was not folded before. */
  #keep(part: Buffer): Buffer {
    writeSync(this.#textFd, part, 0, part.length, this.#text);
    this.#text += part.length;
    const known = Math.min(this.#skip, part.length);
    this.#skip -= known;
    return part.subarray(known);
  }
}

/** Opens a run's stream at a byte of its text. The stream must have begun. */
export function openTextSource(folder: RunFolder, fromText: number): TextSource {
  const fd = openSync(/*turbopackIgnore: true*/ folder.slogIn, 'r');
  const head = Buffer.alloc(2);
  readSync(fd, head, 0, 2, 0);
  return isGzip(head)
    ? new GzipSource(fd, folder.slogText, fromText)
    : new PlainSource(fd, folder.slogIn, fromText);
}
