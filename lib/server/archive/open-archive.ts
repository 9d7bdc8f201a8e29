import type { FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { BlockCutter } from '@/lib/server/archive/block-cutter';
import { type BlockRecord, encodeRecord, endOf } from '@/lib/server/archive/block-record';
import { type Codec, type CodecName, preferredCodec } from '@/lib/server/archive/codec';
import { describeBlock } from '@/lib/server/archive/describe-block';
import { writeAll } from '@/lib/server/archive/durable-file';
import { recordPosition } from '@/lib/server/archive/index-file';
import { type RecoveredFiles, recover } from '@/lib/server/archive/recover';
import type { TailFile } from '@/lib/server/archive/tail-file';

/** Blocks being compressed at once, each on a thread of Node's pool (which has four, shared with file access). */
const COMPRESSED_AT_ONCE = Math.min(3, availableParallelism());
/** Blocks written before they are made durable unasked: bounds what a crash throws away. */
const BLOCKS_PER_COMMIT = 32;

type Encoding = { readonly text: Buffer; readonly bytes: Promise<Buffer> };

/**
 * Opens the archive in `dir` for its one writer, creating or repairing it. What comes back holds exactly the first
 * `position()` bytes of the text; the caller goes on with the byte behind them.
 */
export const openArchive = async (dir: string, codec: CodecName = preferredCodec()): Promise<ArchiveWriter> =>
  ArchiveWriter.carryOn(await recover(dir, codec));

/**
 * Appends text. Calls are carried out one after another; a chunk must stay as it is until its `append` has settled,
 * which is also how the writer slows its caller down. After an error (a full disk, say) every call fails with
 * that error: close, make room, open again and go on from `position()`.
 */
export class ArchiveWriter {
  readonly #codec: Codec;
  readonly #data: FileHandle;
  readonly #index: FileHandle;
  readonly #tail: TailFile;
  readonly #cutter = new BlockCutter();
  readonly #encodings: Encoding[] = [];
  #uncommitted: BlockRecord[] = [];
  #committedBlocks: number;
  /** The last block written to the text file, committed or not. */
  #last: BlockRecord | undefined;
  #durable = 0;
  #turn: Promise<void> = Promise.resolve();
  #failure: Error | null = null;
  #closed = false;

  private constructor(files: RecoveredFiles) {
    this.#codec = files.codec;
    this.#data = files.data;
    this.#index = files.index;
    this.#tail = files.tail;
    this.#committedBlocks = files.blockCount;
    this.#last = files.last;
  }

  /** Takes over the files as they were recovered. Others call `openArchive`. */
  static async carryOn(files: RecoveredFiles): Promise<ArchiveWriter> {
    const writer = new ArchiveWriter(files);
    await writer.append(files.pending);
    writer.#durable = endOf(files.last).text + files.pending.length;
    return writer;
  }

  /** Takes the next bytes of the text, cut anywhere. Settles when there is room for more, not when they are durable. */
  append(chunk: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      for (const text of this.#cutter.push(chunk)) await this.#encode(text);
      if (this.#uncommitted.length >= BLOCKS_PER_COMMIT) await this.#commit();
    });
  }

  /** Makes everything appended so far durable and visible to readers; answers with `position()`. */
  flush(): Promise<number> {
    return this.#inTurn(() => this.#flushNow());
  }

  /** Bytes of the text that survive whatever happens now. */
  position(): number {
    return this.#durable;
  }

  /** The text ends here: closes its last block, so that ordinary tools read the whole text from the text file. */
  finish(): Promise<number> {
    return this.#inTurn(async () => {
      const rest = this.#cutter.takePending();
      if (rest) await this.#encode(rest);
      return this.#flushNow();
    });
  }

  /** Gives the files back without making anything durable; flush or finish first. A second call does nothing. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#turn;
    this.#failure ??= new Error('This archive is closed.');
    await Promise.allSettled(this.#encodings.map(({ bytes }) => bytes));
    await this.#tail.close();
    await this.#index.close();
    await this.#data.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => {
      if (this.#failure) throw this.#failure;
      return work();
    });
    this.#turn = result.then(
      () => undefined,
      (error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      },
    );
    return result;
  }

  /** Starts compressing a block; waits for the oldest one where enough are under way. */
  async #encode(text: Buffer): Promise<void> {
    const bytes = this.#codec.encode(text);
    // Awaited later, in order; until then a failure must not count as unhandled.
    bytes.catch(() => undefined);
    this.#encodings.push({ text, bytes });
    if (this.#encodings.length >= COMPRESSED_AT_ONCE) await this.#writeOldest();
  }

  async #writeOldest(): Promise<void> {
    const oldest = this.#encodings[0];
    if (!oldest) return;
    const bytes = await oldest.bytes;
    const end = endOf(this.#last);
    await writeAll(this.#data, bytes, end.file);
    this.#last = describeBlock(oldest.text, end, bytes.length);
    this.#uncommitted.push(this.#last);
    this.#encodings.shift();
  }

  async #flushNow(): Promise<number> {
    while (this.#encodings.length > 0) await this.#writeOldest();
    await this.#commit();
    const start = endOf(this.#last).text;
    const pending = this.#cutter.pending();
    await this.#tail.save(start, pending);
    this.#durable = start + pending.length;
    return this.#durable;
  }

  /** Text first, then the index that speaks of it: a record in the index always has its text. */
  async #commit(): Promise<void> {
    if (this.#uncommitted.length === 0) return;
    await this.#data.datasync();
    const records = Buffer.concat(this.#uncommitted.map(encodeRecord));
    await writeAll(this.#index, records, recordPosition(this.#committedBlocks));
    await this.#index.datasync();
    this.#committedBlocks += this.#uncommitted.length;
    this.#uncommitted = [];
    this.#durable = Math.max(this.#durable, endOf(this.#last).text);
  }
}
