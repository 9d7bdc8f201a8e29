import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Report } from '@/lib/report/report';
import type { FromSettler, SettleOrder, ToSettler } from '@/lib/server/report/settle-worker/messages';

/** A thread that nobody needed so long (ms) is let go. */
const IDLE = 60_000;

/** Bundled beside the server, wherever it runs: see lib/dev/bundle-workers.mjs. */
const workerFile = (): string =>
  path.join(/*turbopackIgnore: true*/ process.cwd(), 'lib/generated/workers/settle-worker.mjs');

type Waiting = { readonly resolve: (report: Report) => void; readonly reject: (error: Error) => void };

/** Holds published reports against what their runs show, in a thread of its own: the one that answers pages never reads a whole run. */
export class Settler {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #asked = 0;

  settle(order: SettleOrder): Promise<Report> {
    if (this.#idle) clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    this.#asked += 1;
    const message: ToSettler = { id: this.#asked, order };
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.id, { resolve, reject });
      worker.postMessage(message);
    });
  }

  async stop(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    this.#fail(new Error('The server stops.'));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerFile());
    worker.unref();
    worker.on('message', (answer: FromSettler) => this.#take(answer));
    worker.on('error', (error: Error) => this.#fail(error));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      this.#fail(new Error('The thread ended without a word.'));
    });
    return worker;
  }

  #take(answer: FromSettler): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('report' in answer) waiting?.resolve(answer.report);
    else waiting?.reject(new Error(answer.error));
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.stop(), IDLE).unref();
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
