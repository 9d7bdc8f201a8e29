import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import type { Database } from '@/lib/server/db/open-database';
import { ServerError } from '@/lib/server/errors';
import type { Conclusion, Progress } from '@/lib/server/fold-worker/messages';
import { HeadJudge } from '@/lib/server/ingest/head-judge';
import { offsetHeader, SlogWriter, type Turn } from '@/lib/server/ingest/slog-writer';
import { Channel } from '@/lib/server/live/channel';
import { LiveFold, newEpoch } from '@/lib/server/live/live-fold';
import type { Streams } from '@/lib/server/live/streams';
import type { Watcher } from '@/lib/server/live/watcher';
import { concludeRun } from '@/lib/server/run/conclude-run';
import { type Ending, readEnding, writeEnding } from '@/lib/server/run/ending';
import { type RunFolder, runFolder } from '@/lib/server/run/run-folder';

export type LiveRunParts = {
  readonly runId: string;
  readonly dataDir: string;
  readonly database: Database;
  readonly streams: Streams;
  readonly onEnded: () => void;
  /** Nobody sends or watches, and everything is folded: the thread may go until somebody comes. */
  readonly onIdle: () => void;
  /** For so long (ms) before that is said. */
  readonly idleAfter: number;
};

/** The parts of a run's row that a live run begins with. */
export type StoredFacts = Pick<RunFacts, 'expectedBytes' | 'lastByteAt'> & {
  readonly startedAt: number | null;
};

/** Why a stream is over, and what the run is then if its log does not tell. */
export type EndWords = { readonly reason: string | null; readonly verdict?: Ending['verdict'] };

/** Facts that changed without a change of the document reach watchers so soon (ms). */
const FACTS_EVERY = 250;
/** Counters reach the database so often (ms); the truth is in the run's files. */
const SAVE_EVERY = 1_000;

const NOTHING: Progress = { foldedBytes: 0, lines: 0, upgradesDone: 0, blockers: 0, warnings: 0 };

/** A run whose bytes may still come: its stream, its fold and who watches. */
export class LiveRun {
  readonly folder: RunFolder;
  /** Whether what comes is a slog at all. */
  readonly judge = new HeadJudge();
  readonly #parts: LiveRunParts;
  readonly #writer: SlogWriter;
  readonly #fold: LiveFold;
  readonly #channel: Channel;
  readonly #factsTimer: NodeJS.Timeout;
  readonly #saveTimer: NodeJS.Timeout;
  #facts: RunFacts;
  #progress = NOTHING;
  #published = '';
  #saved = '';
  #startedAt: number | null;
  #lastBusy = Date.now();
  #ending: Ending;
  #end: Promise<void> | null = null;
  #received: Promise<number> | null = null;
  #conclusion: Conclusion | null = null;

  private constructor(parts: LiveRunParts, stored: StoredFacts, writer: SlogWriter) {
    this.#parts = parts;
    this.#writer = writer;
    this.folder = runFolder(parts.dataDir, parts.runId);
    this.#ending = readEnding(this.folder.ending);
    this.#startedAt = stored.startedAt;
    this.#facts = {
      state: writer.durable > 0 ? 'streaming' : 'waiting',
      reason: null,
      receivedBytes: writer.durable,
      foldedBytes: 0,
      expectedBytes: this.#ending.length ?? stored.expectedBytes,
      lastByteAt: stored.lastByteAt,
      endedAt: null,
      watchers: 0,
    };
    this.#channel = new Channel({
      epoch: newEpoch(),
      streams: parts.streams,
      facts: () => this.facts(),
      now: Date.now,
      askSnapshot: () => this.#fold.askSnapshot(),
    });
    this.#fold = this.#startFold();
    this.#factsTimer = setInterval(() => this.#publishFacts(), FACTS_EVERY);
    this.#saveTimer = setInterval(() => this.#everySecond(), SAVE_EVERY);
    this.#factsTimer.unref();
    this.#saveTimer.unref();
  }

  /** Takes up a run where its files are; its fold goes on from the last checkpoint. */
  static async open(parts: LiveRunParts, stored: StoredFacts): Promise<LiveRun> {
    let live: LiveRun | null = null;
    const { slogIn } = runFolder(parts.dataDir, parts.runId);
    const writer = await SlogWriter.open(slogIn, (bytes) => live?.received(bytes));
    live = new LiveRun(parts, stored, writer);
    return live;
  }

  facts(): RunFacts {
    return { ...this.#facts, watchers: this.#channel.watchers };
  }

  progress(): Progress {
    return this.#progress;
  }

  /** Bytes that are durable. */
  get durable(): number {
    return this.#writer.durable;
  }

  get written(): number {
    return this.#writer.written;
  }

  /** Where the stream will end, if its sender said so. */
  get length(): number | null {
    return this.#ending.length;
  }

  /** Something was said that has to come true although nobody asks any more: the end of a stream that is all here. */
  get isOverdue(): boolean {
    return this.#ending.over || (this.#ending.length !== null && this.#ending.length <= this.durable);
  }

  head(length: number): Promise<Buffer> {
    return this.#writer.head(length);
  }

  take(offset: number): Promise<Turn> {
    if (this.#ending.over)
      throw new ServerError('run-ended', 'This run has ended.', { headers: offsetHeader(this.durable) });
    return this.#writer.take(offset);
  }

  /** The stream ends at this byte; remembered before it is believed. */
  setLength(length: number): void {
    if (this.#ending.length === length) return;
    this.#ending = { ...this.#ending, length };
    writeEnding(this.folder.ending, this.#ending);
    this.#facts = { ...this.#facts, expectedBytes: length };
  }

  watch(cursor: Cursor | null): Watcher {
    return this.#channel.attach(cursor);
  }

  /** The stream is over. Resolves when the final document and the database say so; may be asked again if that failed. */
  end({ reason, verdict = null }: EndWords): Promise<void> {
    this.#end ??= this.#conclude({ reason, verdict }).catch((error: unknown) => {
      this.#end = null;
      throw error;
    });
    return this.#end;
  }

  /** The server stops: everything is saved, and the next start goes on from here. */
  async stop(): Promise<void> {
    this.#stopTimers();
    this.#channel.close();
    await this.#fold.stop();
    await this.#writer.close();
    await this.#save();
  }

  /** As if the process had been killed, for tests. */
  async crash(): Promise<void> {
    this.#stopTimers();
    this.#channel.close();
    await this.#fold.kill();
    await this.#writer.close();
  }

  private received(bytes: number): void {
    const now = Date.now();
    const first = this.#startedAt === null;
    this.#startedAt ??= now;
    this.#facts = { ...this.#facts, state: 'streaming', receivedBytes: bytes, lastByteAt: now };
    this.#fold.durable(bytes);
    if (first) void this.#save();
  }

  #startFold(): LiveFold {
    const { dataDir, runId } = this.#parts;
    return new LiveFold(
      { dataDir, runId, durable: this.#writer.durable },
      {
        onDelta: (delta, progress) => {
          this.#note(progress);
          this.#publish(delta);
        },
        onSnapshot: (analysis) => this.#channel.deliver(analysis),
        onUnreadable: (reason) => void this.end({ reason, verdict: 'failed' }).catch(console.error),
        onRestart: (error) => {
          console.error(`The fold of run ${runId} stopped and starts again: ${error.message}`);
          this.#channel.restart(newEpoch());
        },
      },
    );
  }

  #note(progress: Progress): void {
    this.#progress = progress;
    this.#facts = { ...this.#facts, foldedBytes: progress.foldedBytes };
  }

  #publish(delta: Uint8Array | null): void {
    this.#published = JSON.stringify(this.facts());
    this.#channel.publish(delta);
  }

  #publishFacts(): void {
    if (JSON.stringify(this.facts()) !== this.#published) this.#publish(null);
  }

  /** Also ends what was to end and could not: the disk was full, the database away. */
  #everySecond(): void {
    if (this.#end) return;
    if (this.isOverdue) void this.end({ reason: null }).catch(console.error);
    else void this.#save();
    if (this.#writer.isBusy || this.#channel.watchers > 0 || this.#facts.foldedBytes < this.durable)
      this.#lastBusy = Date.now();
    if (Date.now() - this.#lastBusy > this.#parts.idleAfter) this.#parts.onIdle();
  }

  async #save(): Promise<void> {
    const now = JSON.stringify([this.#facts, this.#progress]);
    if (now === this.#saved || this.#end) return;
    this.#saved = now;
    try {
      const where = { id: this.#parts.runId, endedAt: null };
      await this.#parts.database.prisma.run.updateMany({ where, data: this.#row() });
    } catch (error) {
      this.#saved = '';
      console.error(error);
    }
  }

  #row() {
    const { state, receivedBytes, foldedBytes, expectedBytes, lastByteAt } = this.#facts;
    const { lines, upgradesDone, blockers, warnings } = this.#progress;
    return {
      state,
      receivedBytes: BigInt(receivedBytes),
      foldedBytes: BigInt(foldedBytes),
      expectedBytes: expectedBytes === null ? null : BigInt(expectedBytes),
      lines: BigInt(lines),
      upgradesDone,
      blockers,
      warnings,
      startedAt: this.#startedAt === null ? null : new Date(this.#startedAt),
      lastByteAt: lastByteAt === null ? null : new Date(lastByteAt),
    };
  }

  async #conclude(words: Required<EndWords>): Promise<void> {
    const said = this.#ending.over ? this.#ending : { ...this.#ending, ...words, over: true };
    writeEnding(this.folder.ending, said);
    this.#ending = said;
    this.#received ??= this.#writer.close();
    const receivedBytes = await this.#received;
    this.#fold.durable(receivedBytes);
    this.#conclusion ??= await this.#fold.end();
    const conclusion = this.#conclusion;
    this.#note(conclusion.progress);
    const endedAt = Date.now();
    const byLog = conclusion.open || receivedBytes === 0 ? 'incomplete' : 'complete';
    const state = said.verdict ?? byLog;
    const final = { ...this.#facts, state, reason: said.reason, receivedBytes, endedAt } as const;
    await concludeRun(this.#parts.database, this.#parts.runId, final, conclusion);
    this.#facts = final;
    this.#stopTimers();
    this.#publish(null);
    this.#channel.retire();
    this.#parts.onEnded();
  }

  #stopTimers(): void {
    clearInterval(this.#factsTimer);
    clearInterval(this.#saveTimer);
  }
}
