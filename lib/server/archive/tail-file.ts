import { type FileHandle, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';
import { replaceFile, writeAll } from '@/lib/server/archive/durable-file';

export const TAIL_NAME = 'tail';

/**
 * The unfinished block's text, plain, in one frame per flush: text position (double), length and CRC-32 (32 bit), then
 * the bytes. The checksum is what tells a power cut's zeros from text, and half a frame from a whole one.
 */
const FRAME_HEAD_BYTES = 16;

/** The whole frames at the head of a tail file, joined: text from `start` on. */
export type TailText = { readonly start: number; readonly text: Buffer; readonly fileLength: number };

/** Reads what is whole of a tail; null if that is nothing. A frame that does not follow ends it. */
export function decodeTail(bytes: Buffer): TailText | null {
  const parts: Buffer[] = [];
  let at = 0;
  let start: number | null = null;
  let end = 0;
  for (;;) {
    const frame = decodeFrame(bytes, at);
    if (!frame || (start !== null && frame.start !== end)) break;
    start ??= frame.start;
    end = frame.start + frame.text.length;
    at += FRAME_HEAD_BYTES + frame.text.length;
    parts.push(frame.text);
  }
  return start === null ? null : { start, text: Buffer.concat(parts), fileLength: at };
}

function decodeFrame(bytes: Buffer, at: number): { start: number; text: Buffer } | null {
  if (at + FRAME_HEAD_BYTES > bytes.length) return null;
  const length = bytes.readUInt32LE(at + 8);
  const textAt = at + FRAME_HEAD_BYTES;
  if (length === 0 || textAt + length > bytes.length) return null;
  const text = bytes.subarray(textAt, textAt + length);
  if (frameChecksum(bytes.subarray(at, at + 12), text) !== bytes.readUInt32LE(at + 12)) return null;
  return { start: bytes.readDoubleLE(at), text };
}

const frameChecksum = (head: Uint8Array, text: Uint8Array): number => zlib.crc32(text, zlib.crc32(head));

function encodeFrame(start: number, text: Uint8Array): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeDoubleLE(start, 0);
  head.writeUInt32LE(text.length, 8);
  head.writeUInt32LE(frameChecksum(head.subarray(0, 12), text), 12);
  return Buffer.concat([head, text]);
}

/** Reads an archive's tail; null where there is none or nothing of it is whole. */
export async function readTail(dir: string): Promise<TailText | null> {
  try {
    return decodeTail(
      await readFile(/*turbopackIgnore: true*/ path.join(/*turbopackIgnore: true*/ dir, TAIL_NAME)),
    );
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return null;
    throw error;
  }
}

/** The tail as its writer holds it. `start` and `end` are positions in the text. */
export class TailFile {
  #dir: string;
  #file: FileHandle | null = null;
  #fileLength = 0;
  #start: number;
  #end: number;

  private constructor(dir: string, at: number) {
    this.#dir = dir;
    this.#start = at;
    this.#end = at;
  }

  /** Carries on behind `found`, cutting off what is torn behind it; without it, starts anew at `position`. */
  static async open(dir: string, found: TailText | null, position: number): Promise<TailFile> {
    const tail = new TailFile(dir, position);
    if (!found) {
      await tail.#replace(position, new Uint8Array());
      return tail;
    }
    tail.#file = await open(
      /*turbopackIgnore: true*/ path.join(/*turbopackIgnore: true*/ dir, TAIL_NAME),
      'r+',
    );
    await tail.#file.truncate(found.fileLength);
    tail.#fileLength = found.fileLength;
    tail.#start = found.start;
    tail.#end = found.start + found.text.length;
    return tail;
  }

  /** Makes `pending`, the text from `start` on, durable: only what is new, or all where a block was finished. */
  async save(start: number, pending: Uint8Array): Promise<void> {
    if (start !== this.#start) await this.#replace(start, pending);
    else if (start + pending.length > this.#end) await this.#append(pending.subarray(this.#end - start));
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  async #append(text: Uint8Array): Promise<void> {
    if (!this.#file) throw new Error(`The tail of the archive in ${this.#dir} is closed.`);
    const frame = encodeFrame(this.#end, text);
    await writeAll(this.#file, frame, this.#fileLength);
    await this.#file.datasync();
    this.#fileLength += frame.length;
    this.#end += text.length;
  }

  async #replace(start: number, text: Uint8Array): Promise<void> {
    const frame = text.length > 0 ? encodeFrame(start, text) : Buffer.alloc(0);
    const file = await replaceFile(this.#dir, TAIL_NAME, [frame]);
    await this.close();
    this.#file = file;
    this.#fileLength = frame.length;
    this.#start = start;
    this.#end = start + text.length;
  }
}
