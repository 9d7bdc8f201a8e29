import { setImmediate as nextTurn } from 'node:timers/promises';
import { writeFolded } from '@/lib/server/fold-worker/folded-file';
import type { FromWorker, ToWorker } from '@/lib/server/fold-worker/messages';
import type { FoldSession } from '@/lib/server/fold-worker/session';

/** A frame goes out at most this often (ms); less often when making one takes long. */
const FRAME_EVERY = 50;
const FRAME_AT_MOST = 1_000;
/** A frame may take this part of the thread's time. */
const FRAME_SHARE = 5;
const CHECKPOINT_EVERY = 5_000;

type Parts = {
  readonly session: FoldSession;
  readonly post: (message: FromWorker) => void;
  /** The file that says that the final document is there. */
  readonly folded: string;
  readonly durable: number;
};

type Ending = Extract<ToWorker, { kind: 'end' | 'stop' }>;

/** Drives a fold: reads what is durable, sends what changed, saves where it is, and answers. */
export class FoldDriver {
  readonly #session: FoldSession;
  readonly #post: (message: FromWorker) => void;
  readonly #folded: string;
  #durable: number;
  #ending: Ending | null = null;
  #running = false;
  #again = false;
  #unreadable = false;
  #done = false;
  #lastFrame = 0;
  #frameEvery = FRAME_EVERY;
  #frameTimer: NodeJS.Timeout | null = null;
  #checkpointTimer: NodeJS.Timeout | null = null;
  #lastCheckpoint = performance.now();
  #checkpointed = 0;

  constructor({ session, post, folded, durable }: Parts) {
    this.#session = session;
    this.#post = post;
    this.#folded = folded;
    this.#durable = durable;
    this.#wake();
  }

  take(message: ToWorker): void {
    if (this.#done) return;
    switch (message.kind) {
      case 'durable':
        this.#durable = Math.max(this.#durable, message.bytes);
        break;
      case 'snapshot':
        this.#snapshot(message.id);
        return;
      case 'document':
        this.#post({ kind: 'document', id: message.id, document: this.#session.document() });
        return;
      case 'cells':
        this.#post({ kind: 'cells', id: message.id, cells: this.#session.cells(message.asked) });
        return;
      case 'flush':
        this.#session.flush().then(
          () => this.#post({ kind: 'flushed', id: message.id }),
          (error: unknown) => this.#fail(error),
        );
        return;
      case 'end':
      case 'stop':
        this.#ending = message;
        break;
    }
    this.#wake();
  }

  /** Folding runs at most once at a time; whoever wakes it while it runs makes it look again. */
  #wake(): void {
    this.#again = true;
    if (this.#running || this.#done) return;
    this.#running = true;
    this.#runOn()
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#running = false;
      });
  }

  async #runOn(): Promise<void> {
    while (this.#again && !this.#done) {
      this.#again = false;
      await this.#run();
    }
  }

  async #run(): Promise<void> {
    while (this.#ending?.kind !== 'stop') {
      const last = this.#ending?.kind === 'end';
      if (!(await this.#session.step(this.#durable, last))) break;
      this.#planFrame();
      if (this.#isCheckpointDue()) await this.#checkpoint();
      // Questions that came meanwhile are answered between two pieces.
      await nextTurn();
    }
    this.#tellFailure();
    if (this.#ending) await this.#finish(this.#ending);
    else if (this.#isCheckpointDue()) await this.#checkpoint();
    else this.#planCheckpoint();
  }

  #tellFailure(): void {
    const { failure } = this.#session;
    if (failure === null || this.#unreadable) return;
    this.#unreadable = true;
    this.#post({ kind: 'unreadable', reason: failure });
  }

  #snapshot(id: number): void {
    this.#frame();
    const overview = this.#session.snapshot();
    this.#post({ kind: 'snapshot', id, overview, progress: this.#session.progress() });
  }

  #planFrame(): void {
    const since = performance.now() - this.#lastFrame;
    if (since >= this.#frameEvery) this.#frame();
    else this.#frameTimer ??= setTimeout(() => this.#frame(), this.#frameEvery - since);
  }

  #frame(): void {
    if (this.#frameTimer) clearTimeout(this.#frameTimer);
    this.#frameTimer = null;
    if (this.#done) return;
    const started = performance.now();
    const delta = this.#session.delta();
    if (delta) this.#post({ kind: 'delta', delta, progress: this.#session.progress() });
    this.#lastFrame = performance.now();
    const took = this.#lastFrame - started;
    this.#frameEvery = Math.min(FRAME_AT_MOST, Math.max(FRAME_EVERY, took * FRAME_SHARE));
  }

  #isCheckpointDue(): boolean {
    const { position } = this.#session;
    return this.#checkpointed !== position && performance.now() - this.#lastCheckpoint >= CHECKPOINT_EVERY;
  }

  /** A stream that rests is saved, too. */
  #planCheckpoint(): void {
    if (this.#checkpointTimer || this.#checkpointed === this.#session.position) return;
    const wait = this.#lastCheckpoint + CHECKPOINT_EVERY - performance.now();
    this.#checkpointTimer = setTimeout(() => {
      this.#checkpointTimer = null;
      this.#wake();
    }, wait);
  }

  async #checkpoint(): Promise<void> {
    const { position } = this.#session;
    if (this.#checkpointed !== position) await this.#session.checkpoint();
    this.#lastCheckpoint = performance.now();
    this.#checkpointed = position;
    this.#post({ kind: 'saved' });
  }

  async #finish(ending: Ending): Promise<void> {
    if (ending.kind === 'stop') {
      await this.#checkpoint();
      await this.#close(false);
      this.#post({ kind: 'stopped', id: ending.id });
      return;
    }
    this.#frame();
    const { delta, conclusion } = await this.#session.conclude();
    await writeFolded(this.#folded, conclusion);
    if (delta) this.#post({ kind: 'delta', delta, progress: conclusion.progress });
    await this.#close(true);
    this.#post({ kind: 'ended', id: ending.id, conclusion });
  }

  async #close(concluded: boolean): Promise<void> {
    this.#done = true;
    if (this.#frameTimer) clearTimeout(this.#frameTimer);
    if (this.#checkpointTimer) clearTimeout(this.#checkpointTimer);
    await this.#session.close({ concluded });
  }

  /** A full disk, or a fault of ours: the thread dies with the reason, and the main thread decides what it means. */
  #fail(error: unknown): void {
    this.#done = true;
    setImmediate(() => {
      throw error;
    });
  }
}
