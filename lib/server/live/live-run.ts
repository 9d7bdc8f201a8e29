import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import { isStorageFull, ServerError } from '@/lib/server/errors';
import type { CellsAsked, Conclusion, Progress } from '@/lib/server/fold-worker/messages';
import { HeadJudge } from '@/lib/server/ingest/head-judge';
import { offsetHeader, SlogWriter, type Turn } from '@/lib/server/ingest/slog-writer';
import { Channel } from '@/lib/server/live/channel';
import { EndingNotes } from '@/lib/server/live/ending-notes';
import type { EventStream } from '@/lib/server/live/event-stream';
import { LiveFold, newEpoch } from '@/lib/server/live/live-fold';
import type { EndWords, LiveRunParts, StoredFacts } from '@/lib/server/live/live-run-parts';
import { ProgressSaver } from '@/lib/server/live/progress-saver';
import { concludeRun, finalState } from '@/lib/server/run/conclude-run';
import { readOverview } from '@/lib/server/run/ended-views';
import { type RunFolder, runFolder } from '@/lib/server/run/run-folder';

/** Facts that changed without a change of the document reach watchers so soon (ms). */
const FACTS_EVERY = 250;
/** Counters reach the database so often (ms); the truth is in the run's files. */
const SAVE_EVERY = 1_000;
/** A thread that died is back after about so long (ms). */
const ASK_AGAIN = 250;

const DISK_IS_FULL =
  'The disk of the data folder is full. What was sent is kept; reading it goes on when there is room.';

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
  readonly #saver: ProgressSaver;
  readonly #notes: EndingNotes;
  #facts: RunFacts;
  #progress = NOTHING;
  #published = '';
  #complained = '';
  #isGone = false;
  #startedAt: number | null;
  #lastBusy = Date.now();
  #end: Promise<void> | null = null;
  #received: Promise<number> | null = null;
  #conclusion: Conclusion | null = null;

  private constructor(parts: LiveRunParts, stored: StoredFacts, writer: SlogWriter) {
    this.#parts = parts;
    this.#saver = new ProgressSaver(parts.database, parts.runId);
    this.#writer = writer;
    this.folder = runFolder(parts.dataDir, parts.runId);
    this.#notes = new EndingNotes(this.folder, this.judge);
    this.#startedAt = stored.startedAt;
    this.#facts = {
      state: writer.durable > 0 ? 'streaming' : 'waiting',
      reason: null,
      receivedBytes: writer.durable,
      foldedBytes: 0,
      expectedBytes: this.#notes.said.length ?? stored.expectedBytes,
      lastByteAt: stored.lastByteAt,
      endedAt: null,
      watchers: 0,
    };
    this.#channel = new Channel({
      runId: parts.runId,
      epoch: newEpoch(),
      facts: () => this.facts(),
      now: Date.now,
      askSnapshot: () => this.#askSnapshot(),
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
    return this.#notes.said.length;
  }

  /** Something was said that has to come true although nobody asks any more: the end of a stream that is all here. */
  get isOverdue(): boolean {
    return (
      this.#notes.said.over || (this.#notes.said.length !== null && this.#notes.said.length <= this.durable)
    );
  }

  /** What was said in advance about the end. */
  get foretold(): EndWords | null {
    const { reason, verdict } = this.#notes.said;
    return verdict === null ? null : { reason, verdict };
  }

  head(length: number): Promise<Buffer> {
    return this.#writer.head(length);
  }

  take(offset: number): Promise<Turn> {
    if (this.#notes.said.over)
      throw new ServerError('run-ended', 'This run has ended.', { headers: offsetHeader(this.durable) });
    return this.#writer.take(offset);
  }

  /** The stream ends at this byte; remembered before it is believed. */
  async setLength(length: number): Promise<void> {
    if (this.#notes.said.length === length) return;
    await this.#notes.remember(() => ({ length }));
    this.#facts = { ...this.#facts, expectedBytes: length };
  }

  watch(stream: EventStream, cursor: Cursor | null): void {
    this.#channel.attach(stream, cursor);
  }

  /** What the run will be when its stream ends, whatever its log looks like then; remembered before it is believed. */
  willEnd({ reason, verdict = null }: EndWords): Promise<void> {
    return this.#notes.remember(({ over }) => (over ? {} : { reason, verdict }));
  }

  /** The document as the log tells it now; null when the run has ended (then its files tell), or the server stopped over the question. */
  document(): Promise<Uint8Array | null> {
    return this.#insist(() => this.#fold.document());
  }

  /** That document without its cells, as watchers begin with it; null as with `document`. */
  overview(): Promise<Uint8Array | null> {
    return this.#insist(() => this.#fold.overview());
  }

  /** Cells of that document; null as with `document`. */
  cells(asked: CellsAsked): Promise<Uint8Array | null> {
    return this.#insist(() => this.#fold.cells(asked));
  }

  /** Makes the lines that were folded readable in the archive. */
  async flush(): Promise<void> {
    // A thread that is dead at the moment has nothing to add to what is there.
    await this.#fold.flush().catch(() => {});
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
    this.#leave();
    await this.#fold.stop();
    await this.#writer.close();
    await this.#save();
  }

  /** As if the process had been killed, for tests. */
  async crash(): Promise<void> {
    this.#leave();
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
    return new LiveFold({ dataDir, runId }, this.#writer.durable, {
      onDelta: (delta, progress) => {
        this.#note(progress);
        this.#publish(delta);
      },
      onSnapshot: (overview) => this.#channel.deliver(overview),
      onSaved: () => {
        this.#facts = { ...this.#facts, reason: null };
      },
      onUnreadable: (reason) => void this.end({ reason, verdict: 'failed' }).catch(console.error),
      onRestart: (error) => this.#restart(error),
    });
  }

  #restart(error: Error): void {
    console.error(`The fold of run ${this.#parts.runId} stopped and starts again: ${error.message}`);
    if (isStorageFull(error)) this.#facts = { ...this.#facts, reason: DISK_IS_FULL };
    this.#channel.restart(newEpoch());
  }

  /** Asks the fold again while its thread is being started anew. */
  async #insist(ask: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
    while (!this.#isGone && !this.#conclusion) {
      const answer = await ask().catch(() => null);
      if (answer) return answer;
      await sleep(ASK_AGAIN);
    }
    return null;
  }

  /** Of the fold while there is one, then of what it left. */
  #askSnapshot(): void {
    if (!this.#conclusion) return this.#fold.askSnapshot();
    readOverview(this.#parts.dataDir, this.#parts.runId).then(
      (overview) => this.#channel.deliver(overview),
      (error: unknown) => console.error(error),
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
    if (this.isOverdue) void this.end({ reason: null }).catch((error: unknown) => this.#complain(error));
    else void this.#save();
    if (this.#writer.isBusy || this.#channel.watchers > 0 || this.#facts.foldedBytes < this.durable)
      this.#lastBusy = Date.now();
    if (Date.now() - this.#lastBusy > this.#parts.idleAfter) this.#parts.onIdle();
  }

  /** Once, not every second. */
  #complain(error: unknown): void {
    const words = `Run ${this.#parts.runId} cannot be ended yet: ${error instanceof Error ? error.message : String(error)}`;
    if (words !== this.#complained) console.error(words);
    this.#complained = words;
  }

  async #save(): Promise<void> {
    if (this.#end) return;
    await this.#saver.save({
      facts: this.#facts,
      progress: this.#progress,
      startedAt: this.#startedAt,
    });
  }

  async #conclude(words: Required<EndWords>): Promise<void> {
    await this.#notes.settle(words);
    this.#received ??= this.#writer.close();
    const receivedBytes = await this.#received;
    const said = await this.#notes.judgeWhole(receivedBytes);
    this.#fold.durable(receivedBytes);
    this.#conclusion ??= await this.#fold.end();
    const conclusion = this.#conclusion;
    this.#note(conclusion.progress);
    // Who asked while the fold closed was not heard.
    this.#askSnapshot();
    const endedAt = Date.now();
    const state = finalState(said, conclusion, receivedBytes);
    const final = { ...this.#facts, state, reason: said.reason, receivedBytes, endedAt } as const;
    await concludeRun(this.#parts.database, this.#parts.runId, final, conclusion);
    this.#facts = final;
    this.#stopTimers();
    this.#publish(null);
    this.#parts.onEnded();
  }

  /** Nobody is told anything any more. */
  #leave(): void {
    this.#isGone = true;
    this.#stopTimers();
    this.#channel.close();
  }

  #stopTimers(): void {
    clearInterval(this.#factsTimer);
    clearInterval(this.#saveTimer);
  }
}
