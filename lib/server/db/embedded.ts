import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import path from 'node:path';
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
  /** What happened to its thread, in words; null while nothing did. */
  readonly trouble: () => string | null;
  /** Ends its thread as a fault of it would, for tests. */
  readonly crash: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Questions to the worker by number, and their answers; when it dies, all that wait fail with its reason. */
class Mailbox {
  readonly #pending = new Map<number, Pending>();
  readonly #worker: Worker;
  #last = 0;
  readonly #onDeath: (error: Error) => void;
  #death: Error | null = null;

  constructor(worker: Worker, onDeath: (error: Error) => void) {
    this.#worker = worker;
    this.#onDeath = onDeath;
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

  terminate(): Promise<number> {
    return this.#worker.terminate();
  }

  /** An error comes before the exit: the first reason is the true one. */
  #die(error: Error): void {
    if (this.#death) return;
    this.#death = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#onDeath(error);
  }
}

/** A new thread that has done its task on the folder: `create` it if it is not there, or `serve` it from now on. */
async function startThread(dataDir: string, task: 'create' | 'serve'): Promise<Worker> {
  const worker = new Worker(new URL('./embedded-worker.mjs', import.meta.url), {
    workerData: { dataDir, task },
  });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => resolve());
  });
  return worker;
}

/** Making a database takes two more of them and half a gigabyte, which only the end of their thread gives back. */
async function createFolder(dataDir: string): Promise<void> {
  if (dataDir === 'memory://' || existsSync(path.join(dataDir, 'PG_VERSION'))) return;
  await (await startThread(dataDir, 'create')).terminate();
}

/** The pool's type wants a socket; the wire has the part of one that the client uses. */
const asSocket = (wire: EmbeddedWire): Socket => wire as unknown as Socket;

/**
 * The database's thread. When it dies, what was being asked fails, and the next connection starts another on the same folder, which
 * PostgreSQL recovers as after a crash. What is in memory alone is gone with its thread.
 */
class DatabaseThread {
  readonly #dataDir: string;
  readonly #wires = new Set<EmbeddedWire>();
  #mailbox: Promise<Mailbox> | null = null;
  #trouble: string | null = null;
  #isClosing = false;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  get trouble(): string | null {
    return this.#trouble;
  }

  /** The thread that runs, or a new one in the place of one that died. */
  mailbox(): Promise<Mailbox> {
    this.#mailbox ??= this.#start().catch((error: unknown) => {
      this.#mailbox = null;
      throw error;
    });
    return this.#mailbox;
  }

  /** A connection keeps to one thread: another knows nothing of its transaction. */
  connect(): EmbeddedWire {
    const mailbox = this.mailbox();
    mailbox.catch(() => {});
    const wire = new EmbeddedWire(
      async (bytes) => (await (await mailbox).ask({ bytes })).out ?? new Uint8Array(),
    );
    this.#wires.add(wire);
    wire.once('close', () => this.#wires.delete(wire));
    return wire;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const mailbox = await this.mailbox();
    await mailbox.ask({ close: true });
    await mailbox.terminate();
  }

  async #start(): Promise<Mailbox> {
    if (this.#trouble !== null && this.#dataDir === 'memory://') throw new Error(this.#trouble);
    await createFolder(this.#dataDir);
    const worker = await startThread(this.#dataDir, 'serve');
    return new Mailbox(worker, (error) => this.#die(error));
  }

  #die(error: Error): void {
    this.#mailbox = null;
    if (this.#isClosing) return;
    this.#trouble = `The embedded database’s thread ended at ${new Date().toISOString()} (${error.message}). What was committed is kept; it starts again with the next question.`;
    console.error(this.#trouble);
    for (const wire of this.#wires) wire.destroy(error);
  }
}

/** PGlite in a worker thread behind an ordinary `pg` pool; `memory://` keeps nothing. */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const thread = new DatabaseThread(dataDir);
  await thread.mailbox();
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: 'postgres',
    database: 'postgres',
    host: 'localhost',
    stream: () => asSocket(thread.connect()),
  });
  // A connection that went with its thread is replaced at the next query.
  pool.on('error', () => {});
  const close = async (): Promise<void> => {
    await pool.end();
    await thread.close();
  };
  return {
    pool,
    syncs: async () => (await (await thread.mailbox()).ask({})).syncs ?? 0,
    trouble: () => thread.trouble,
    crash: async () => void (await (await thread.mailbox()).terminate()),
    close,
  };
}
