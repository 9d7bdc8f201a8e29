// What the kernel itself says of a chain's store, as JSON on stdout: `node src/dump-store.js FOLDER`. It opens the store as a node does: give it a copy.
import '@endo/init';
import { findPrepared } from './cache.js';
import { openStore, startKernel } from './chain/kernel.js';

const [, , dataDir = ''] = process.argv;
const { folder } = findPrepared(process.env.VATDECK_CACHE);
const { kernelStorage } = openStore(dataDir);
const { controller } = await startKernel({ kernelStorage, cacheFolder: folder, slogSender: () => {} });
/** @type {{ kernelTable: unknown[][], promises: { id: string, state: string, decider?: string, subscribers?: string[], queue?: unknown[] }[] }} */
const { kernelTable, promises } = controller.dump();
const answer = {
  status: controller.getStatus(),
  cLists: kernelTable.filter(([, owner]) => String(owner).startsWith('v')),
  promises: promises.map(({ id, state, decider, subscribers, queue }) => ({
    id,
    state,
    decider: decider ?? null,
    subscribers: subscribers ?? [],
    queued: queue?.length ?? 0,
  })),
};
/** @param {unknown} _ @param {unknown} value */
const plainNumbers = (_, value) => (typeof value === 'bigint' ? String(value) : value);
process.stdout.write(`${JSON.stringify(answer, plainNumbers)}\n`, () => process.exit(0));
