import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerInput } from '@/lib/server/fold-worker/messages';

/** The workers are bundled beside the server, wherever it runs: see lib/dev/bundle-workers.mjs. */
const workerFile = (): string =>
  path.join(/*turbopackIgnore: true*/ process.cwd(), 'lib/generated/workers/fold-worker.mjs');

type Hooks = {
  readonly onMessage: (message: FromWorker) => void;
  /** The thread died, and its hands are off the run's files; nothing will come any more. */
  readonly onDeath: (error: Error) => void;
};

/** A run's fold in a thread of its own. */
export class FoldHandle {
  readonly #worker: Worker;
  #quiet = false;

  constructor(input: WorkerInput, { onMessage, onDeath }: Hooks) {
    this.#worker = new Worker(workerFile(), { workerData: input });
    this.#worker.on('message', (message: FromWorker) => {
      if (!this.#quiet) onMessage(message);
    });
    let reason = new Error('The thread ended without a word.');
    this.#worker.on('error', (error) => {
      reason = error;
    });
    // Not before its last write is over: the next thread opens the same files.
    this.#worker.on('exit', () => {
      if (!this.#quiet) onDeath(reason);
      this.#quiet = true;
    });
  }

  tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** Ends the thread at once, as a crash would; what it had saved stays. */
  async kill(): Promise<void> {
    this.#quiet = true;
    await this.#worker.terminate();
  }
}
