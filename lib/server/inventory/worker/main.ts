import { parentPort, workerData } from 'node:worker_threads';
import { stepBack } from '@/lib/server/fold-worker/step-back';
import { readInventoryFile } from '@/lib/server/inventory/read-file';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { storedInventory } from '@/lib/server/inventory/stored-inventory';
import type { FromReader, ReadOrder } from '@/lib/server/inventory/worker/messages';

/** What the main thread gave; nobody else starts this file. */
const order = workerData as ReadOrder;
const NICE = 10;

const post = (message: FromReader): void => parentPort?.postMessage(message);

async function read(): Promise<FromReader> {
  const { file, name, label, sha256, mostBytes, patience } = order;
  try {
    const inventory = await readInventoryFile(
      { file, name, label, takenAt: null, sha256 },
      {
        now: Date.now,
        deadline: Date.now() + patience,
        onProgress: (progress) => post({ kind: 'progress', progress }),
        unpacked: `${file}.unpacked`,
        mostBytes,
      },
    );
    return { kind: 'ready', result: storedInventory(inventory) };
  } catch (error) {
    if (error instanceof StoreFault) return { kind: 'failed', error: error.message };
    throw error;
  }
}

stepBack(NICE);
post(await read());
