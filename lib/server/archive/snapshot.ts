import { type FileHandle, open, stat } from 'node:fs/promises';
import path from 'node:path';
import { AT_START, type BlockRecord, endOf } from '@/lib/server/archive/block-record';
import { type Codec, codecNamed } from '@/lib/server/archive/codec';
import { describeBlock } from '@/lib/server/archive/describe-block';
import { openIfPresent, readUpTo } from '@/lib/server/archive/durable-file';
import { decodeIndexHead, INDEX_HEAD_BYTES, INDEX_NAME, readRecords } from '@/lib/server/archive/index-file';
import { readTail, TAIL_NAME } from '@/lib/server/archive/tail-file';

/** An archive as it stood at one moment. The last record may be the tail, whose text is at hand. */
export type Snapshot = {
  readonly dir: string;
  readonly generation: string;
  readonly codec: Codec;
  readonly blocks: readonly BlockRecord[];
  readonly tail: Buffer | null;
  readonly bytes: number;
  /** Lines that have begun, an unfinished last one included. */
  readonly lines: number;
};

type IndexView = {
  /** Of the file as it was read. */
  readonly key: string | null;
  readonly generation: string;
  readonly codec: Codec;
  readonly blocks: readonly BlockRecord[];
};
type TailView = { readonly key: string; readonly start: number; readonly text: Buffer };
type Views = { readonly index: IndexView; readonly tail: TailView | null; readonly snapshot: Snapshot };

/** Archives whose index is remembered, least recently used first. */
const REMEMBERED = 16;
const indexes = new Map<string, IndexView>();
const tails = new Map<string, TailView>();
const snapshots = new Map<string, Views>();

/**
 * What of the archive in `dir` is durable now. Safe beside the writer: the tail is read before the index, and the
 * writer indexes a block before it drops the block's text from the tail, so nothing can fall between.
 */
export async function takeSnapshot(dir: string): Promise<Snapshot> {
  const tail = await currentTail(dir);
  const index = await currentIndex(dir);
  const known = snapshots.get(dir);
  if (known?.index === index && known.tail === tail) return known.snapshot;
  const snapshot = join(dir, index, tail);
  remember(snapshots, dir, { index, tail, snapshot });
  return snapshot;
}

/** The indexed blocks, and what the tail has behind them as one more. */
function join(dir: string, index: IndexView, tail: TailView | null): Snapshot {
  const end = endOf(index.blocks.at(-1));
  const rest = tail && tail.start <= end.text ? tail.text.subarray(end.text - tail.start) : Buffer.alloc(0);
  const unfinished = rest.length > 0 ? describeBlock(rest, end, 0) : null;
  const last = unfinished ? endOf(unfinished) : end;
  return {
    dir,
    generation: index.generation,
    codec: index.codec,
    blocks: unfinished ? [...index.blocks, unfinished] : index.blocks,
    tail: unfinished ? rest : null,
    bytes: last.text,
    lines: last.nextLine - AT_START.nextLine,
  };
}

/** Forgets what is remembered of an archive, for a retry when its files turned out to be others by now. */
export function forget(dir: string): void {
  indexes.delete(dir);
  tails.delete(dir);
  snapshots.delete(dir);
}

/** Reads it only if it changed: a look at the file's size is one call, and what is looked up waits for each. */
async function currentIndex(dir: string): Promise<IndexView> {
  const place = path.join(/*turbopackIgnore: true*/ dir, INDEX_NAME);
  const key = await keyOf(place);
  const known = indexes.get(dir);
  if (known && key !== null && known.key === key) return known;
  const file = await openIfPresent(place, 'r');
  if (!file) throw new Error(`There is no archive in ${dir}.`);
  try {
    return remember(indexes, dir, { ...(await readOn(file, place, known)), key });
  } finally {
    await file.close();
  }
}

/** Reads only the records that are new; all, if the writer made the index anew. */
async function readOn(
  file: FileHandle,
  place: string,
  known: IndexView | undefined,
): Promise<Omit<IndexView, 'key'>> {
  const head = decodeIndexHead(await readUpTo(file, 0, INDEX_HEAD_BYTES), place);
  if (!head) throw new Error(`${place} is torn; opening the archive for writing repairs it.`);
  const view =
    known?.generation === head.generation
      ? known
      : { generation: head.generation, codec: codecNamed(head.codec), blocks: [] };
  const { size } = await file.stat();
  const last = view.blocks.at(-1);
  const fresh = await readRecords(file, size, { count: view.blocks.length, last });
  return fresh.length === 0 ? view : { ...view, blocks: [...view.blocks, ...fresh] };
}

async function currentTail(dir: string): Promise<TailView | null> {
  const key = await keyOf(path.join(/*turbopackIgnore: true*/ dir, TAIL_NAME));
  if (key === null) return null;
  const known = tails.get(dir);
  if (known?.key === key) return known;
  const found = await readTail(dir);
  return found ? remember(tails, dir, { key, start: found.start, text: found.text }) : null;
}

/** Another key, another content: files grow or are replaced. */
async function keyOf(file: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(/*turbopackIgnore: true*/ file);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return null;
  }
}

function remember<T>(memory: Map<string, T>, dir: string, view: T): T {
  memory.delete(dir);
  memory.set(dir, view);
  const oldest = memory.keys().next();
  if (memory.size > REMEMBERED && !oldest.done) memory.delete(oldest.value);
  return view;
}

/** Opens the archive's text file for reading. */
export const openText = (snapshot: Snapshot): Promise<FileHandle> =>
  open(
    /*turbopackIgnore: true*/ path.join(/*turbopackIgnore: true*/ snapshot.dir, snapshot.codec.fileName),
    'r',
  );
