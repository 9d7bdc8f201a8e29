// The chain's host: one process from its start to its end, on the store that it finds.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPrepared, readBundle } from '../cache.js';
import { bootstrapBlock, endBlock } from './block.js';
import { afterCommitStats, commitBlock } from './commit.js';
import { coreEval } from './core-eval.js';
import { makeGenesis, openStore, startKernel } from './kernel.js';
import { PARAMS } from './params.js';
import { makeQueues } from './queues.js';
import { actsBefore, codeSteps, stage } from './scenario.js';
import { traffic } from './traffic.js';

const GENESIS_TIME = 1_787_270_400;
const BLOCK_SECONDS = 5;

/** @param {number} height */
const blockAt = (height) => ({ blockHeight: height, blockTime: GENESIS_TIME + BLOCK_SECONDS * height });

/**
 * @typedef {object} HostOptions
 * @property {import('./scenario.js').Plan} plan
 * @property {string} scenario
 * @property {string} dataDir
 * @property {string} [cacheDir]
 * @property {{ upgrade: number, last: number }} heights
 * @property {{ block: number, step: number }} pace ms to wait before a block, and before a step
 * @property {{ (entry: object, json?: string): void, forceFlush?: () => Promise<void> }} slogSender
 * @property {(progress: Record<string, unknown>) => void} say
 * @property {(step: number) => void} onStep
 */

/** @param {HostOptions} options */
export async function startHost(options) {
  const { plan, scenario, dataDir, cacheDir, slogSender, say, pace } = options;
  const { folder, bundles } = findPrepared(cacheDir);
  if (bundles === undefined)
    throw new Error(`No prepared kernel in ${folder}: run node src/prepare.js first`);
  const staged = stage(plan, scenario);
  const { kernelStorage, hostStorage } = openStore(dataDir);
  const saved = Number(hostStorage.kvStore.get('host.height') ?? 0);
  if (saved === 0) {
    await makeGenesis({ kernelStorage, cacheFolder: folder });
    // A node keeps its chain's id elsewhere; whoever imports this store shall not have to say it.
    hostStorage.kvStore.set('host.chainId', plan.chain);
  }
  const { controller, bridge, timer } = await startKernel({ kernelStorage, cacheFolder: folder, slogSender });

  /** @type {{ stop(): void } | undefined} */
  let running;
  const chain = {
    controller,
    bridge,
    timer,
    queues: makeQueues(),
    pauseBeforeStep: () => sleep(pace.step),
    watch(/** @type {{ stop(): void }} */ counter) {
      running = counter;
    },
    onForced(/** @type {import('./queues.js').Action} */ { inboundNum }) {
      const index = Number(inboundNum.split('-').at(-1));
      sayActs(actsBefore(plan, index), say);
      say({ step: 'upgrading', done: index, total: staged.steps.length, detail: staged.steps[index]?.title });
      options.onStep(index);
    },
  };
  return {
    options,
    staged,
    bundles,
    folder,
    hostStorage,
    controller,
    chain,
    saved,
    stop: () => running?.stop(),
  };
}

/** Names what people would do here: a rehearsal passes over it. @param {import('./scenario.js').Step[]} acts @param {HostOptions['say']} say */
function sayActs(acts, say) {
  for (const { title, what } of acts) say({ step: 'not executed', detail: `${title}: ${what}` });
}

/** @typedef {Awaited<ReturnType<typeof startHost>>} Host */

/** Says where this process begins. @param {Host} host */
function writeInit({ controller, chain, saved, options: { plan, heights }, staged }) {
  const height = saved + 1;
  const upgrading = height === heights.upgrade;
  const info = JSON.stringify({ coreProposals: { steps: staged.steps.map(({ proposals }) => proposals) } });
  controller.writeSlogObject({
    type: 'cosmic-swingset-init',
    blockHeight: height,
    isBootstrap: saved === 0,
    needsExecution: true,
    params: PARAMS,
    upgradeDetails: upgrading ? { plan: { name: plan.upgradeName, height, info } } : undefined,
    savedHeight: saved,
    savedBeginHeight: saved,
    inboundQueueInitialLengths: chain.queues.lengths(),
  });
}

/** Installs what the steps need and lines them up, each a core eval of its own. @param {Host} host */
async function upgradeChain({ controller, chain, staged, bundles, folder, options }) {
  const { blockHeight, blockTime } = blockAt(options.heights.upgrade);
  const steps = staged.steps.map(({ proposals }) => proposals);
  const labels = ['cosmic-swingset-upgrade-start', 'cosmic-swingset-upgrade-finish'];
  /** @param {string} name */
  const idOf = (name) => bundles[name];
  const start = { blockHeight, blockTime, coreProposals: { steps } };
  await controller.slogDuration(labels, start, async (/** @type {(props: object) => void} */ finish) => {
    const messages = staged.steps.map((step) => coreEval(step, idOf));
    const text = JSON.stringify(messages);
    for (const [name, id] of Object.entries(bundles)) {
      if (text.includes(id)) await controller.validateAndInstallBundle(harden(readBundle(folder, name)), id);
    }
    for (const [index, body] of messages.entries()) {
      chain.queues.push('forced', { source: 'core', body, inboundNum: `${blockHeight}-x/upgrade-${index}` });
    }
    finish({ coreProposals: undefined });
  });
}

/** @param {Host} host @param {number} height */
function queueTraffic({ chain, staged, options }, height) {
  const ends = height === options.heights.upgrade + 1 ? staged.ends : undefined;
  const { priority, inbound } = traffic({ height, noisy: staged.noisy, ends });
  for (const action of priority) chain.queues.push('priority', action);
  for (const action of inbound) chain.queues.push('inbound', action);
}

/** @param {Host} host @param {{ blockHeight: number, blockTime: number }} block @param {{ committedAt: number, flushMs: number, blockLagSeconds: number } | undefined} before */
function beginBlock({ controller, chain }, block, before) {
  controller.writeSlogObject({
    type: 'cosmic-swingset-begin-block',
    ...block,
    interBlockSeconds: before ? Math.round((performance.now() - before.committedAt) / 1000) : NaN,
    afterCommitHangoverSeconds: before ? Math.round(before.flushMs) / 1000 : 0,
    blockLagSeconds: before ? before.blockLagSeconds : NaN,
    inboundQueueStats: chain.queues.stats(),
  });
}

/**
 * One block from its traffic to its commit. Resolves to what the next block says of it.
 * @param {Host} host
 * @param {number} height
 * @param {Parameters<typeof beginBlock>[2]} before
 */
async function doBlock(host, height, before) {
  const { controller, chain, hostStorage, options } = host;
  const block = blockAt(height);
  if (height !== options.heights.upgrade) queueTraffic(host, height);
  beginBlock(host, block, before);
  const blockLagSeconds = Math.round(Date.now() - block.blockTime * 1000) / 1000;
  const began = performance.now();
  await endBlock(chain, block);
  await commitBlock({ controller, hostStorage }, block, performance.now() - began);
  const committedAt = performance.now();
  await options.slogSender.forceFlush?.();
  afterCommitStats({ controller }, block);
  return { committedAt, flushMs: performance.now() - committedAt, blockLagSeconds };
}

/**
 * Executes the blocks up to `until`, from wherever the store is.
 * @param {Host} host
 * @param {number} until
 */
export async function runBlocks(host, until) {
  const { saved, chain, staged, options } = host;
  const { say, pace, heights } = options;
  writeInit(host);
  if (saved === 0) {
    say({ step: 'bootstrapping' });
    await bootstrapBlock(chain, blockAt(0).blockTime);
  }
  if (saved + 1 === heights.upgrade) {
    say({ step: 'installing', total: staged.steps.length });
    await upgradeChain(host);
  }
  /** @type {Parameters<typeof beginBlock>[2]} */
  let before;
  for (let height = saved + 1; height <= until; height += 1) {
    if (height > saved + 1) await sleep(pace.block);
    say({ step: 'block', height, last: heights.last });
    before = await doBlock(host, height, before);
    if (height === heights.upgrade) sayActs(actsBefore(options.plan, codeSteps(options.plan).length), say);
  }
}

/** Ends the process's hold on its store. @param {Host} host */
export async function closeHost({ controller, hostStorage }) {
  await controller.shutdown();
  await hostStorage.close();
}
