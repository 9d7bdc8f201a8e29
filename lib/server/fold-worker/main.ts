import { parentPort, workerData } from 'node:worker_threads';
import { FoldDriver } from '@/lib/server/fold-worker/driver';
import type { FromWorker, ToWorker, WorkerInput } from '@/lib/server/fold-worker/messages';
import { putAway } from '@/lib/server/fold-worker/put-away';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { stepBack } from '@/lib/server/fold-worker/step-back';
import { viewDocumentFile } from '@/lib/server/fold-worker/views-file';
import { runFolder } from '@/lib/server/run/run-folder';

/** What the main thread gave; nobody else starts this file. */
const input = workerData as WorkerInput;
const folder = runFolder(input.dataDir, input.runId);

/** A fold yields to whoever serves requests, but somebody watches it; nobody waits for a run to be put away. */
const FOLD_NICE = 5;
const PUT_AWAY_NICE = 10;

function post(message: FromWorker): void {
  const buffers = Object.values(message).flatMap((value) =>
    value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
  parentPort?.postMessage(message, buffers);
}

if (input.task === 'put-away') {
  stepBack(PUT_AWAY_NICE);
  post({ kind: 'put-away', conclusion: await putAway(folder) });
} else if (input.task === 'view') {
  await viewDocumentFile(folder);
  post({ kind: 'viewed' });
} else {
  stepBack(FOLD_NICE);
  const session = await FoldSession.open(folder);
  const driver = new FoldDriver({ session, post, folded: folder.folded, durable: input.durable });
  // Only now: what the main thread said before waits at the port.
  parentPort?.on('message', (message: ToWorker) => driver.take(message));
}
