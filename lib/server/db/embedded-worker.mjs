// Runs PGlite off the main thread: one message of the wire protocol in, the server's reply bytes out.
import { fsyncSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { syncTree } from './sync-tree.mjs';

/** How often the database asked for a file to be made durable; tests read it. */
let syncs = 0;

/**
 * PGlite starts PostgreSQL with fsync off, and its file system would ignore the call. This one passes it on to the disk, so that
 * PostgreSQL's own rules hold: the log before a commit is answered, data files before a checkpoint forgets the log.
 */
class DurableFS extends NodeFS {
  /**
   * @override
   * @param {Parameters<NodeFS['init']>[0]} pg
   * @param {Parameters<NodeFS['init']>[1]} options
   */
  async init(pg, options) {
    const { emscriptenOpts } = await super.init(pg, options);
    /** @param {{NODEFS: {stream_ops: Record<string, unknown>}}} module */
    const passOn = (module) => {
      module.NODEFS.stream_ops.fsync = (/** @type {{nfd: number}} */ stream) => {
        syncs += 1;
        fsyncSync(stream.nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [passOn, ...(emscriptenOpts.preRun ?? [])] } };
  }
}

// fdatasync is ignored by the WebAssembly system layer, fsync is not.
const DURABLE = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];
// The default of 128 MB is taken at once and in full; what is read again is in the system's own cache.
const SMALL = ['-c', 'shared_buffers=16MB'];

/** @param {string} dataDir */
function openFolder(dataDir) {
  const ours = PGlite.defaultStartParams.filter((param) => param !== '-F');
  return PGlite.create({ fs: new DurableFS(dataDir), startParams: [...ours, ...DURABLE, ...SMALL] });
}

const { dataDir, task } = workerData;
const db = dataDir === 'memory://' ? await PGlite.create() : await openFolder(dataDir);
if (task === 'create') {
  await db.close();
  // What initdb wrote was never made durable, and a log is of no use without the files it is replayed on.
  syncTree(dataDir);
}
parentPort?.postMessage({ ready: true });

/** @param {{bytes?: Uint8Array, close?: true}} call @returns {Promise<{out?: Uint8Array<ArrayBuffer>, syncs?: number}>} */
async function answer({ bytes, close }) {
  if (close) await db.close();
  if (!bytes) return { syncs };
  return { out: (await db.execProtocolRaw(bytes)).slice() };
}

parentPort?.on('message', ({ id, ...call }) => {
  answer(call).then(
    (reply) => parentPort?.postMessage({ id, ...reply }, reply.out ? [reply.out.buffer] : []),
    (error) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
