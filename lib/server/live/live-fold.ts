import { randomBytes } from 'node:crypto';
import type {
  CellsAsked,
  Conclusion,
  FromWorker,
  Progress,
  ToWorker,
} from '@/lib/server/fold-worker/messages';
import { FoldHandle } from '@/lib/server/live/fold-handle';

export const newEpoch = (): string => randomBytes(8).toString('hex');

const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;
/** A thread asked to stop has so long (ms) to save where it is. */
const STOP_WITHIN = 1_500;

type Hooks = {
  readonly onDelta: (delta: Uint8Array, progress: Progress) => void;
  readonly onSnapshot: (overview: Uint8Array) => void;
  readonly onUnreadable: (reason: string) => void;
  /** The disk took what was folded so far. */
  readonly onSaved: () => void;
  /** The thread died and another begins: the document comes anew. */
  readonly onRestart: (error: Error) => void;
};

type Place = { readonly dataDir: string; readonly runId: string };

type Waiting = {
  readonly resolve: (message: FromWorker) => void;
  readonly reject: (error: Error) => void;
};

/** A run's fold that stays alive: when its thread dies, another goes on from what was saved. */
export class LiveFold {
  readonly #place: Place;
  readonly #hooks: Hooks;
  readonly #waiting = new Map<number, Waiting>();
  #handle: FoldHandle | null = null;
  #durable: number;
  #asked = 0;
  #snapshotAsked = false;
  #flushing: Promise<void> = Promise.resolve();
  #nextFlush: Promise<void> | null = null;
  #retryIn = FIRST_RETRY;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(place: Place, durable: number, hooks: Hooks) {
    this.#place = place;
    this.#durable = durable;
    this.#hooks = hooks;
    this.#start();
  }

  durable(bytes: number): void {
    this.#durable = bytes;
    this.#handle?.tell({ kind: 'durable', bytes });
  }

  /** What the deltas so far tell comes to `onSnapshot`; asked for twice before it comes, it comes once. */
  askSnapshot(): void {
    if (this.#snapshotAsked) return;
    this.#snapshotAsked = true;
    this.#handle?.tell({ kind: 'snapshot', id: 0 });
  }

  /** What a watcher would begin with; fails while the thread is dead. */
  async overview(): Promise<Uint8Array> {
    const answer = await this.#ask((id) => ({ kind: 'snapshot', id }));
    if (answer.kind !== 'snapshot')
      throw new Error(`The fold answered "${answer.kind}" to a question for its overview.`);
    return answer.overview;
  }

  /** Makes what was folded readable in the archive; fails while the thread is dead. */
  flush(): Promise<void> {
    // All who ask while one is under way share the next: however many ask, the fold goes on.
    this.#nextFlush ??= this.#flushing.then(() => {
      this.#nextFlush = null;
      const flushed = this.#ask((id) => ({ kind: 'flush', id })).then(() => {});
      this.#flushing = flushed.catch(() => {});
      return flushed;
    });
    return this.#nextFlush;
  }

  /** The whole document; fails while the thread is dead. */
  async document(): Promise<Uint8Array> {
    const answer = await this.#ask((id) => ({ kind: 'document', id }));
    if (answer.kind !== 'document')
      throw new Error(`The fold answered "${answer.kind}" to a question for its document.`);
    return answer.document;
  }

  /** Cells of the document; fails while the thread is dead. */
  async cells(asked: CellsAsked): Promise<Uint8Array> {
    const answer = await this.#ask((id) => ({ kind: 'cells', id, asked }));
    if (answer.kind !== 'cells')
      throw new Error(`The fold answered "${answer.kind}" to a question for cells.`);
    return answer.cells;
  }

  /** Folds to the end and concludes; fails when the thread dies over it (a full disk), and may then be asked again. */
  async end(): Promise<Conclusion> {
    const answer = await this.#ask((id) => ({ kind: 'end', id }));
    if (answer.kind !== 'ended') throw new Error(`The fold answered "${answer.kind}" to its end.`);
    await this.#close();
    return answer.conclusion;
  }

  /** Saves where the fold is and lets the thread go. */
  async stop(): Promise<void> {
    const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN).unref());
    await Promise.race([this.#ask((id) => ({ kind: 'stop', id })).catch(() => {}), late]);
    await this.#close();
  }

  /** Ends the thread as a crash would. */
  async kill(): Promise<void> {
    await this.#close();
  }

  #start(): void {
    this.#handle = new FoldHandle(
      { task: 'fold', ...this.#place, durable: this.#durable },
      { onMessage: (message) => this.#take(message), onDeath: (error) => this.#die(error) },
    );
    if (this.#snapshotAsked) this.#handle.tell({ kind: 'snapshot', id: 0 });
  }

  #ask(question: (id: number) => ToWorker): Promise<FromWorker> {
    const handle = this.#handle;
    if (!handle) return Promise.reject(new Error('The fold is not running at the moment.'));
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      handle.tell(question(id));
    });
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case 'delta':
        this.#hooks.onDelta(message.delta, message.progress);
        break;
      case 'snapshot':
        // Those of a number were asked for by somebody who does not watch.
        if (message.id !== 0) return this.#answer(message.id, message);
        this.#snapshotAsked = false;
        this.#hooks.onSnapshot(message.overview);
        break;
      case 'unreadable':
        this.#hooks.onUnreadable(message.reason);
        break;
      case 'saved':
        this.#retryIn = FIRST_RETRY;
        this.#hooks.onSaved();
        break;
      case 'document':
      case 'cells':
      case 'flushed':
      case 'ended':
      case 'stopped':
        this.#answer(message.id, message);
        break;
      case 'put-away':
      case 'viewed':
        break;
    }
  }

  #answer(id: number, message: FromWorker): void {
    this.#waiting.get(id)?.resolve(message);
    this.#waiting.delete(id);
  }

  #die(error: Error): void {
    this.#handle = null;
    this.#rejectWaiting(error);
    if (this.#closed) return;
    this.#hooks.onRestart(error);
    this.#retry = setTimeout(() => this.#start(), this.#retryIn);
    this.#retryIn = Math.min(LAST_RETRY, this.#retryIn * 2);
  }

  #rejectWaiting(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    // First: who asks from now on must not wait for a thread that hears no more.
    this.#handle = null;
    this.#closed = true;
    this.#rejectWaiting(new Error('The fold was let go.'));
    if (this.#retry) clearTimeout(this.#retry);
    await handle?.kill();
  }
}
