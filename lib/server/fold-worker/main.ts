import { parentPort, workerData } from 'node:worker_threads';
import { FoldDriver } from '@/lib/server/fold-worker/driver';
import type { FromWorker, ToWorker, WorkerInput } from '@/lib/server/fold-worker/messages';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { runFolder } from '@/lib/server/run/run-folder';

/** What the main thread gave; nobody else starts this file. */
const input = workerData as WorkerInput;

function post(message: FromWorker): void {
  const bytes = 'delta' in message ? message.delta : 'analysis' in message ? message.analysis : null;
  parentPort?.postMessage(message, bytes ? [bytes.buffer] : []);
}

const session = new FoldSession(runFolder(input.dataDir, input.runId));
const driver = new FoldDriver(session, post, input.durable);
parentPort?.on('message', (message: ToWorker) => driver.take(message));
