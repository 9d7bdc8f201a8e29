// Making a block durable, and what the host says about it and about the process afterwards.
import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';

/** Seconds with ms, as the host rounds them. @param {number} ms */
const seconds = (ms) => Math.round(ms) / 1000;

/**
 * Commits the kernel's store with the host's own heights.
 * @param {{ controller: any, hostStorage: any }} host
 * @param {{ blockHeight: number, blockTime: number }} block
 * @param {number} runMs
 */
export async function commitBlock({ controller, hostStorage }, block, runMs) {
  const labels = ['cosmic-swingset-commit-block-start', 'cosmic-swingset-commit-block-finish'];
  await controller.slogDuration(
    labels,
    { ...block },
    async (/** @type {(props: object) => void} */ finish) => {
      const began = performance.now();
      hostStorage.kvStore.set('host.height', String(block.blockHeight));
      hostStorage.kvStore.set('host.blockTime', String(block.blockTime));
      await hostStorage.commit();
      const saveTime = seconds(performance.now() - began);
      finish({
        runSeconds: seconds(runMs),
        chainTime: 0,
        saveTime,
        cosmosCommitSeconds: 0,
        fullSaveTime: saveTime,
      });
    },
  );
}

/**
 * What the process weighs after a commit.
 * @param {{ controller: any }} host
 * @param {{ blockHeight: number, blockTime: number }} block
 */
export function afterCommitStats({ controller }, block) {
  const began = performance.now();
  const memoryUsage = process.memoryUsage();
  const measured = performance.now();
  const heapStats = v8.getHeapStatistics();
  const statsTime = { forcedGc: 0, memoryUsage: measured - began, heapStats: performance.now() - measured };
  const stats = { ...block, memoryUsage, heapStats, statsTime };
  controller.writeSlogObject({ type: 'cosmic-swingset-after-commit-stats', ...stats });
}
