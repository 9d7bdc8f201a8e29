import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FromWorker, ToWorker } from '@/lib/server/fold-worker/messages';
import type { FoldSession } from '@/lib/server/fold-worker/session';

/** A frame goes out at most this often (ms); less often when making one takes long. */
const FRAME_EVERY = 50;
const FRAME_AT_MOST = 200;
/** A frame may take this part of the thread's time. */
const FRAME_SHARE = 5;
const CHECKPOINT_EVERY = 5_000;

type Ending = Extract<ToWorker, { kind: 'end' | 'stop' }>;

/** Drives a fold: reads what is durable, sends what changed, saves where it is, and answers. */
export class FoldDriver {
  readonly #session: FoldSession;
  readonly #post: (message: FromWorker) => void;
  #durable: number;
  #ending: Ending | null = null;
  #running = false;
  #again = false;
  #unreadable = false;
  #done = false;
  #lastFrame = 0;
  #frameEvery = FRAME_EVERY;
  #frameTimer: NodeJS.Timeout | null = null;
  #lastCheckpoint = performance.now();
  #checkpointed = 0;

  constructor(session: FoldSession, post: (message: FromWorker) => void, durable: number) {
    this.#session = session;
    this.#post = post;
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
        this.#frame();
        this.#post({
          kind: 'snapshot',
          id: message.id,
          analysis: this.#session.snapshot(),
          progress: this.#session.progress(),
        });
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
      this.#afterStep();
      // Questions that came meanwhile are answered between two pieces.
      await nextTurn();
    }
    this.#tellFailure();
    if (this.#ending) await this.#finish(this.#ending);
  }

  #tellFailure(): void {
    const { failure } = this.#session;
    if (failure === null || this.#unreadable) return;
    this.#unreadable = true;
    this.#post({ kind: 'unreadable', reason: failure });
  }

  #afterStep(): void {
    const now = performance.now();
    if (now - this.#lastFrame >= this.#frameEvery) this.#frame();
    else this.#frameTimer ??= setTimeout(() => this.#frame(), this.#frameEvery - (now - this.#lastFrame));
    if (now - this.#lastCheckpoint >= CHECKPOINT_EVERY) this.#checkpoint();
  }

  #frame(): void {
    if (this.#frameTimer) clearTimeout(this.#frameTimer);
    this.#frameTimer = null;
    if (this.#done) return;
    const started = performance.now();
    const delta = this.#session.delta();
    if (delta) this.#post({ kind: 'delta', delta, progress: this.#session.progress() });
    this.#session.flushIndex();
    this.#lastFrame = performance.now();
    const took = this.#lastFrame - started;
    this.#frameEvery = Math.min(FRAME_AT_MOST, Math.max(FRAME_EVERY, took * FRAME_SHARE));
  }

  #checkpoint(): void {
    this.#lastCheckpoint = performance.now();
    if (this.#checkpointed === this.#session.position) return;
    this.#session.checkpoint();
    this.#checkpointed = this.#session.position;
  }

  async #finish(ending: Ending): Promise<void> {
    if (ending.kind === 'stop') {
      this.#checkpoint();
      this.#close(false);
      this.#post({ kind: 'stopped', id: ending.id });
      return;
    }
    this.#frame();
    const { delta, conclusion } = await this.#session.conclude();
    if (delta) this.#post({ kind: 'delta', delta, progress: conclusion.progress });
    this.#close(true);
    this.#post({ kind: 'ended', id: ending.id, conclusion });
  }

  #close(concluded: boolean): void {
    if (this.#frameTimer) clearTimeout(this.#frameTimer);
    this.#done = true;
    this.#session.close({ concluded });
  }

  /** A full disk, or a fault of ours: the thread dies with the reason, and the main thread decides what it means. */
  #fail(error: unknown): void {
    this.#done = true;
    setImmediate(() => {
      throw error;
    });
  }
}
