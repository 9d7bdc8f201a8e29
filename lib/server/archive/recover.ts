import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { BLOCK_BYTES } from '@/lib/server/archive/block-cutter';
import { type BlockRecord, endOf } from '@/lib/server/archive/block-record';
import { type Codec, type CodecName, codecNamed } from '@/lib/server/archive/codec';
import { describeBlock } from '@/lib/server/archive/describe-block';
import { openIfPresent, readUpTo } from '@/lib/server/archive/durable-file';
import { INDEX_NAME, readIndex, recordPosition, replaceIndex } from '@/lib/server/archive/index-file';
import { readTail, TailFile, type TailText } from '@/lib/server/archive/tail-file';

/** A block of text that compresses badly grows a little. */
const LONGEST_ENCODED = BLOCK_BYTES + 64 * 1024;

/** An archive's files after a crash, cut back to what is whole, open for writing. */
export type RecoveredFiles = {
  readonly codec: Codec;
  readonly data: FileHandle;
  readonly index: FileHandle;
  readonly tail: TailFile;
  readonly blockCount: number;
  readonly last: BlockRecord | undefined;
  /** Text behind the last block that the tail still has. */
  readonly pending: Buffer;
};

/** Opens or creates an archive's files and brings them to one state: text, index and tail of the same prefix. */
export async function recover(dir: string, codecForNew: CodecName): Promise<RecoveredFiles> {
  await mkdir(dir, { recursive: true });
  const found = await openIndex(dir);
  const codec = await writableCodec(dir, found, codecForNew);
  const data = await openOrCreate(path.join(/*turbopackIgnore: true*/ dir, codec.fileName));
  try {
    const kept = await wholeBlocks(data, codec, found?.blocks ?? []);
    const more = await salvage(data, codec, kept.at(-1));
    const blocks = [...kept, ...more];
    await data.truncate(endOf(blocks.at(-1)).file);
    await data.datasync();
    const index = await settleIndex({ dir, codec: codec.name, found, kept: kept.length, blocks });
    const last = blocks.at(-1);
    const { tail, pending } = await settleTail(dir, endOf(last).text);
    return { codec, data, index, tail, blockCount: blocks.length, last, pending };
  } catch (error) {
    await data.close();
    await found?.file.close();
    throw error;
  }
}

async function writableCodec(dir: string, found: FoundIndex | null, codecForNew: CodecName): Promise<Codec> {
  const name = found?.codec ?? (await codecOfOrphan(dir)) ?? codecForNew;
  // A stored archive's text file is a link to a file of the user's, which must never be cut or written.
  if (name === 'stored') throw new Error(`${dir} is an index of a plain file, which cannot be appended to.`);
  return codecNamed(name);
}

type FoundIndex = {
  readonly file: FileHandle;
  readonly codec: CodecName;
  readonly blocks: readonly BlockRecord[];
};

async function openIndex(dir: string): Promise<FoundIndex | null> {
  const place = path.join(/*turbopackIgnore: true*/ dir, INDEX_NAME);
  const file = await openIfPresent(place, 'r+');
  if (!file) return null;
  try {
    const read = await readIndex(file, place);
    if (read) return { file, codec: read.head.codec, blocks: read.blocks };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

/** The codec of text whose index is lost: told by the file that is there. */
async function codecOfOrphan(dir: string): Promise<CodecName | null> {
  for (const [name, file] of [
    ['gzip', 'text.gz'],
    ['zstd', 'text.zst'],
  ] as const) {
    const found = await openIfPresent(path.join(/*turbopackIgnore: true*/ dir, file), 'r');
    await found?.close();
    if (found) return name;
  }
  return null;
}

const openOrCreate = async (file: string): Promise<FileHandle> =>
  (await openIfPresent(file, 'r+')) ?? open(/*turbopackIgnore: true*/ file, 'w+');

/** The indexed blocks that the text file still has. Their writer synced text before index, so the last one tells. */
async function wholeBlocks(
  data: FileHandle,
  codec: Codec,
  indexed: readonly BlockRecord[],
): Promise<readonly BlockRecord[]> {
  const { size } = await data.stat();
  let count = indexed.length;
  while (count > 0 && endOf(indexed[count - 1]).file > size) count -= 1;
  for (; count > 0; count -= 1) {
    const block = indexed[count - 1];
    if (block && (await decodeOrNull(data, codec, block))) break;
  }
  return indexed.slice(0, count);
}

async function decodeOrNull(data: FileHandle, codec: Codec, block: BlockRecord): Promise<Buffer | null> {
  try {
    const bytes = await readUpTo(data, block.fileStart, block.fileLength);
    const text = await codec.decode(bytes, block.textLength);
    return text.length === block.textLength ? text : null;
  } catch {
    return null;
  }
}

/** Whole blocks that the text file has and the index not (yet): the text is the truth, the index can be made again. */
async function salvage(
  data: FileHandle,
  codec: Codec,
  last: BlockRecord | undefined,
): Promise<readonly BlockRecord[]> {
  const { size } = await data.stat();
  const blocks: BlockRecord[] = [];
  for (let end = endOf(last); end.file < size; end = endOf(blocks.at(-1))) {
    const bytes = await readUpTo(data, end.file, Math.min(LONGEST_ENCODED, size - end.file));
    const length = codec.lengthAtHead(bytes);
    const text = length === null ? null : await decodeHead(codec, bytes.subarray(0, length));
    if (length === null || !text) break;
    blocks.push(describeBlock(text, end, length));
  }
  return blocks;
}

async function decodeHead(codec: Codec, bytes: Buffer): Promise<Buffer | null> {
  try {
    const text = await codec.decode(bytes, BLOCK_BYTES);
    return text.length > 0 ? text : null;
  } catch {
    return null;
  }
}

/** Keeps the index where it only lost its torn end; makes it anew where records were taken back or found. */
async function settleIndex(state: {
  readonly dir: string;
  readonly codec: CodecName;
  readonly found: FoundIndex | null;
  readonly kept: number;
  readonly blocks: readonly BlockRecord[];
}): Promise<FileHandle> {
  const { dir, codec, found, kept, blocks } = state;
  if (found && kept === found.blocks.length && kept === blocks.length) {
    await found.file.truncate(recordPosition(kept));
    return found.file;
  }
  const index = await replaceIndex(dir, codec, blocks);
  await found?.file.close();
  return index;
}

/** Takes what the tail has behind `textEnd`. A tail that starts later has a hole before it and is of no use. */
async function settleTail(
  dir: string,
  textEnd: number,
): Promise<{ readonly tail: TailFile; readonly pending: Buffer }> {
  const found: TailText | null = await readTail(dir);
  const useful = found !== null && found.start <= textEnd && found.start + found.text.length > textEnd;
  const tail = await TailFile.open(dir, useful ? found : null, textEnd);
  return { tail, pending: useful ? found.text.subarray(textEnd - found.start) : Buffer.alloc(0) };
}
