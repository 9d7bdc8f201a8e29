// One block as the chain's host executes it: its runs in their order, and an entry for each thing it does.
import { BEANS, makeBeanCounter } from './policy.js';

/**
 * @typedef {object} Chain what a block works on
 * @property {any} controller
 * @property {{ deliverInbound: (...args: unknown[]) => void }} bridge
 * @property {{ poll: (time: number) => boolean }} timer
 * @property {import('./queues.js').Queues} queues
 * @property {() => Promise<void>} pauseBeforeStep
 * @property {(counter: ReturnType<typeof makeBeanCounter>) => void} watch lets the process stop a run from outside
 * @property {(action: import('./queues.js').Action) => void} onForced tells that a step begins
 */

/** @typedef {{ blockHeight: number, blockTime: number }} Block */

/**
 * Runs the kernel until it is idle or the budget is spent.
 * @param {Chain} chain
 * @param {Block} block
 * @param {{ phase: string, counter: ReturnType<typeof makeBeanCounter>, runs: { next: number } }} run
 */
export async function runKernel({ controller }, { blockHeight }, { phase, counter, runs }) {
  const startBeans = counter.total();
  const start = { blockHeight, runNum: runs.next, phase, startBeans, remainingBeans: counter.remaining() };
  runs.next += 1;
  const labels = ['cosmic-swingset-run-start', 'cosmic-swingset-run-finish'];
  await controller.slogDuration(labels, start, async (/** @type {(props: object) => void} */ finish) => {
    await controller.run(phase === 'cleanup' ? counter.cleanupPolicy : counter.policy);
    controller.writeSlogObject({ type: 'kernel-stats', stats: controller.getStats() });
    const finishBeans = counter.total();
    finish({
      startBeans,
      finishBeans,
      usedBeans: finishBeans - startBeans,
      remainingBeans: counter.remaining(),
    });
  });
}

/** @param {Chain} chain @param {Block} block @param {import('./queues.js').Action} action */
function perform({ controller, bridge }, block, { inboundNum, source, body }) {
  const { type, ...rest } = body;
  const message = { type, ...block, ...rest };
  controller.writeSlogObject({ type: 'cosmic-swingset-bridge-inbound', inboundNum, source, body: message });
  bridge.deliverInbound(source, message);
}

/** Counts what was done by phase and type, as end-block tells it. */
function makeTally() {
  /** @type {Map<string, { count: number, phase: string, type: string }>} */
  const counts = new Map();
  return {
    /** @param {string} phase @param {string} type */
    add(phase, type) {
      const key = `${phase} ${type}`;
      const seen = counts.get(key) ?? { count: 0, phase, type };
      counts.set(key, { ...seen, count: seen.count + 1 });
    },
    list: () => [...counts.values()],
  };
}

/**
 * Everything between end-block's two entries.
 * @param {Chain} chain
 * @param {Block} block
 */
async function executeRuns(chain, block) {
  const { queues, controller, timer } = chain;
  const upgrading = queues.lengths().forced > 0;
  const counter = makeBeanCounter(upgrading ? undefined : BEANS.blockComputeLimit);
  const tally = makeTally();
  const runs = { next: 0 };
  chain.watch(counter);
  /** @param {string} phase */
  const run = (phase) => runKernel(chain, block, { phase, counter, runs });
  /** @param {'forced' | 'priority' | 'inbound'} phase */
  const drain = async (phase) => {
    for (let action = queues.take(phase); action !== undefined; action = queues.take(phase)) {
      if (phase === 'forced') {
        if (runs.next > 1) await chain.pauseBeforeStep();
        chain.onForced(action);
      }
      perform(chain, block, action);
      await run(phase);
      tally.add(phase, action.body.type);
      if (!counter.goOn()) return;
    }
  };

  await run('leftover');
  if (upgrading) {
    await drain('forced');
    return tally.list();
  }
  await drain('priority');
  if (counter.goOn()) {
    const { blockHeight, blockTime } = block;
    const added = timer.poll(blockTime);
    controller.writeSlogObject({ type: 'cosmic-swingset-timer-poll', blockHeight, blockTime, added });
    await run('timer');
  }
  if (counter.goOn()) await drain('inbound');
  if (counter.total() === 0n) await run('cleanup');
  return tally.list();
}

/**
 * Executes a block up to the point where it can be committed.
 * @param {Chain} chain
 * @param {Block} block
 */
export async function endBlock(chain, block) {
  const { controller, queues } = chain;
  const labels = ['cosmic-swingset-end-block-start', 'cosmic-swingset-end-block-finish'];
  const inboundQueueStartLengths = queues.lengths();
  await controller.slogDuration(
    labels,
    { ...block },
    async (/** @type {(props: object) => void} */ finish) => {
      const processedActionCounts = await executeRuns(chain, block);
      finish({ inboundQueueStartLengths, processedActionCounts, inboundQueueStats: queues.stats() });
    },
  );
}

/** The first state's own run, before the first block: the bootstrap vat makes the chain's vats. @param {Chain} chain @param {number} blockTime */
export async function bootstrapBlock(chain, blockTime) {
  const labels = ['cosmic-swingset-bootstrap-block-start', 'cosmic-swingset-bootstrap-block-finish'];
  await chain.controller.slogDuration(labels, { blockTime }, async () => {
    const counter = makeBeanCounter(undefined);
    chain.watch(counter);
    await runKernel(chain, { blockHeight: 1, blockTime }, { phase: 'forced', counter, runs: { next: 0 } });
  });
}
