import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Database } from '@/lib/server/db/open-database';
import type { ReadProgress } from '@/lib/server/inventory/store/effort';
import type { FromReader, ReadOrder, ReadResult } from '@/lib/server/inventory/worker/messages';

/** The worker is bundled beside the server, wherever it runs: see lib/dev/bundle-workers.mjs. */
const workerFile = (): string =>
  path.join(/*turbopackIgnore: true*/ process.cwd(), 'lib/generated/workers/inventory-worker.mjs');

/** So much JavaScript heap a reading may take (MB); mainnet's takes a tenth. */
const MOST_HEAP = 768;

export const inventoriesFolder = (dataDir: string): string =>
  path.join(/*turbopackIgnore: true*/ dataDir, 'inventories');

type Parts = { readonly dataDir: string; readonly database: Database };
type Reading = { readonly worker: Worker; progress: ReadProgress | null; readonly done: Promise<void> };

function endOf(worker: Worker, onProgress: (progress: ReadProgress) => void): Promise<FromReader> {
  return new Promise((resolve) => {
    worker.on('message', (message: FromReader) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else resolve(message);
    });
    worker.on('error', (error) => {
      const isLarge = Reflect.get(error, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!isLarge) console.error(error);
      const why = isLarge
        ? 'it takes more memory than a reading may'
        : 'the reason is in the server’s own output';
      resolve({ kind: 'failed', error: `It could not be read: ${why}.` });
    });
    worker.on('exit', () =>
      resolve({ kind: 'failed', error: 'The reading was stopped; import the file again.' }),
    );
  });
}

/** The files that are being read into inventories, each in a thread of its own that may be stopped anywhere. */
export class Readings {
  readonly #parts: Parts;
  readonly #readings = new Map<string, Reading>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What a server that ended left half read: nobody goes on with it. */
  async start(): Promise<void> {
    const error = 'The server was stopped while it read the file; import it again.';
    await this.#parts.database.prisma.inventory.updateMany({
      where: { state: 'reading' },
      data: { state: 'failed', error },
    });
    await rm(inventoriesFolder(this.#parts.dataDir), { recursive: true, force: true });
  }

  progress(id: string): ReadProgress | null {
    return this.#readings.get(id)?.progress ?? null;
  }

  /** Reads a file into the row of this id, and deletes the file. */
  begin(id: string, order: ReadOrder): void {
    const worker = new Worker(workerFile(), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP },
    });
    const show = (progress: ReadProgress): void => {
      const known = this.#readings.get(id);
      if (known) known.progress = progress;
    };
    const done = this.#finish(id, order.file, endOf(worker, show)).catch(console.error);
    this.#readings.set(id, { worker, progress: null, done });
  }

  /** Resolves when this reading is over, whichever way. */
  async settled(id: string): Promise<void> {
    await this.#readings.get(id)?.done;
  }

  async cancel(id: string): Promise<void> {
    const reading = this.#readings.get(id);
    await reading?.worker.terminate();
    await reading?.done;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#readings.keys()].map((id) => this.cancel(id)));
  }

  async #finish(id: string, file: string, ending: Promise<FromReader>): Promise<void> {
    const end = await ending;
    try {
      if (end.kind === 'ready') await this.#keep(id, end.result);
      else if (end.kind === 'failed') await this.#fail(id, end.error);
    } finally {
      this.#readings.delete(id);
      for (const name of [file, `${file}.unpacked`])
        await rm(/*turbopackIgnore: true*/ name, { force: true });
    }
  }

  /** As raw SQL: a document of many megabytes need not become an object here to be kept. Nothing happens to a row that was deleted. */
  async #keep(id: string, { text, sources, ...row }: ReadResult): Promise<void> {
    const takenAt = row.takenAt === null ? null : new Date(row.takenAt);
    await this.#parts.database.pool.query(
      `UPDATE "Inventory" SET "state" = 'ready', "content" = $2::jsonb, "sources" = $3::jsonb, "label" = $4, "chainId" = $5,
         "height" = $6, "vats" = $7, "terminated" = $8, "takenAt" = $9 WHERE "id" = $1 AND "state" = 'reading'`,
      [id, text, sources, row.label, row.chainId, row.height, row.vats, row.terminated, takenAt],
    );
  }

  async #fail(id: string, error: string): Promise<void> {
    await this.#parts.database.prisma.inventory.updateMany({
      where: { id, state: 'reading' },
      data: { state: 'failed', error },
    });
  }
}
