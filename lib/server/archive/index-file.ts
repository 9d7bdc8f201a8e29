import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import {
  type BlockRecord,
  decodeRecord,
  encodeRecord,
  follows,
  RECORD_BYTES,
} from '@/lib/server/archive/block-record';
import type { CodecName } from '@/lib/server/archive/codec';
import { readUpTo, replaceFile } from '@/lib/server/archive/durable-file';

export const INDEX_NAME = 'blocks.idx';

/** Head of the index: eight bytes of magic, eight random ones, codec and record size as 32-bit numbers. */
export const INDEX_HEAD_BYTES = 24;
const MAGIC = 'vdarch1\n';
const CODECS: readonly CodecName[] = ['gzip', 'zstd', 'stored'];

/** `generation` is drawn anew whenever records were taken back, so that readers drop what they remember. */
export type IndexHead = { readonly generation: string; readonly codec: CodecName };

/** The head of an index file; null if it is torn. Throws for a file of another kind: it must not be overwritten. */
export function decodeIndexHead(bytes: Buffer, place: string): IndexHead | null {
  if (bytes.length < INDEX_HEAD_BYTES) return null;
  const codec = CODECS[bytes.readUInt32LE(16)];
  const known = bytes.toString('latin1', 0, 8) === MAGIC && bytes.readUInt32LE(20) === RECORD_BYTES;
  if (!known || !codec) {
    throw new Error(`${place} is not an archive index of this version of Vatdeck. Nothing was changed.`);
  }
  return { generation: bytes.toString('hex', 8, 16), codec };
}

function encodeIndexHead(codec: CodecName): Buffer {
  const bytes = Buffer.alloc(INDEX_HEAD_BYTES);
  bytes.write(MAGIC, 'latin1');
  randomBytes(8).copy(bytes, 8);
  bytes.writeUInt32LE(CODECS.indexOf(codec), 16);
  bytes.writeUInt32LE(RECORD_BYTES, 20);
  return bytes;
}

/** Puts a new index in place, atomically, and returns it open. */
export const replaceIndex = (
  dir: string,
  codec: CodecName,
  blocks: readonly BlockRecord[],
): Promise<FileHandle> =>
  replaceFile(dir, INDEX_NAME, [Buffer.concat([encodeIndexHead(codec), ...blocks.map(encodeRecord)])]);

/** Position of record number `count` in the file. */
export const recordPosition = (count: number): number => INDEX_HEAD_BYTES + count * RECORD_BYTES;

/** The whole, unbroken records from number `from.count` on; stops at the first torn one. */
export async function readRecords(
  file: FileHandle,
  size: number,
  from: { readonly count: number; readonly last: BlockRecord | undefined },
): Promise<BlockRecord[]> {
  const start = recordPosition(from.count);
  if (size < start + RECORD_BYTES) return [];
  const bytes = await readUpTo(file, start, size - start);
  const blocks: BlockRecord[] = [];
  for (let at = 0, last = from.last; ; at += RECORD_BYTES) {
    const block = decodeRecord(bytes, at);
    if (!block || !follows(last, block)) return blocks;
    blocks.push(block);
    last = block;
  }
}

/** Head and records of an index that is open; null where its head is torn. */
export async function readIndex(
  file: FileHandle,
  place: string,
): Promise<{ readonly head: IndexHead; readonly blocks: BlockRecord[]; readonly size: number } | null> {
  const { size } = await file.stat();
  const head = decodeIndexHead(await readUpTo(file, 0, INDEX_HEAD_BYTES), place);
  if (!head) return null;
  return { head, size, blocks: await readRecords(file, size, { count: 0, last: undefined }) };
}
