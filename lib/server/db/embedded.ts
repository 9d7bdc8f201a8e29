import type { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { Pool } from 'pg';
import { EmbeddedWire } from '@/lib/server/db/embedded-wire';

type Reply = { ready?: true; id?: number; out?: Uint8Array; syncs?: number; error?: string };
type Call = { bytes?: Uint8Array; close?: true };
type Pending = { readonly resolve: (reply: Reply) => void; readonly reject: (error: Error) => void };

export type Embedded = {
  readonly pool: Pool;
  /** How often the database made a file durable since it was opened. */
  syncs(): Promise<number>;
  close(): Promise<void>;
};

/** Questions to the worker by number, and their answers; when it dies, all that wait fail with its reason. */
class Mailbox {
  readonly #pending = new Map<number, Pending>();
  readonly #worker: Worker;
  #last = 0;
  #death: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (reply: Reply) => this.#answer(reply));
    worker.on('error', (error) => this.#die(error));
    worker.on('exit', () => this.#die(new Error('The embedded database has stopped.')));
  }

  ask(call: Call): Promise<Reply> {
    if (this.#death) return Promise.reject(this.#death);
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#pending.set(this.#last, { resolve, reject });
      this.#worker.postMessage({ id: this.#last, ...call });
    });
  }

  #answer(reply: Reply): void {
    const waiting = this.#pending.get(reply.id ?? -1);
    this.#pending.delete(reply.id ?? -1);
    if (reply.error === undefined) waiting?.resolve(reply);
    else waiting?.reject(new Error(reply.error));
  }

  #die(error: Error): void {
    this.#death ??= error;
    for (const { reject } of this.#pending.values()) reject(this.#death);
    this.#pending.clear();
  }
}

const ready = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => resolve());
  });

/** The pool's type wants a socket; the wire has the part of one that the client uses. */
const asSocket = (wire: EmbeddedWire): Socket => wire as unknown as Socket;

/** PGlite in a worker thread behind an ordinary `pg` pool; `memory://` keeps nothing. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), { workerData: { dataDir } });
  await ready(worker);
  const mailbox = new Mailbox(worker);
  const send = async (bytes: Uint8Array): Promise<Uint8Array> =>
    (await mailbox.ask({ bytes })).out ?? new Uint8Array();
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    host: 'localhost',
    stream: () => asSocket(new EmbeddedWire(send)),
  });
  const close = async (): Promise<void> => {
    await pool.end();
    await mailbox.ask({ close: true });
    await worker.terminate();
  };
  return { pool, syncs: async () => (await mailbox.ask({})).syncs ?? 0, close };
}
