import type { EntryOf } from '@/lib/slog/entry';
import { tell } from '@/lib/upgrade/fold/fact';
import { append, edit, removeWhere } from '@/lib/upgrade/fold/ledger';
import { between, type FoldState, lasted, type Place } from '@/lib/upgrade/fold/state';
import { undoVats } from '@/lib/upgrade/fold/vat';
import { nextBlockOfWatch } from '@/lib/upgrade/fold/watch';

/** Seconds of a commit, and of what the host does behind it, that are worth a finding. */
const SLOW_SAVE = 5;
const SLOW_HANGOVER = 1;

/** Forgets what a map learned from lines that never happened. */
function forgetSince<K, V>(
  map: Iterable<[K, V]> & { delete(key: K): boolean },
  lineOf: (value: V) => number,
  line: number,
): void {
  for (const [key, value] of map) if (lineOf(value) >= line) map.delete(key);
}

/**
 * A block that did not reach its commit begins again: its first execution never happened. What it did is taken back or
 * marked; its runs and upgrades stay as rows, so that people see the work was done twice.
 */
function markLost(state: FoldState, index: number): void {
  const block = edit(state.blocks, index);
  if (!block) return;
  block.lost = true;
  const { startLine } = block;
  const end =
    state.processStarts.items.find(({ line }) => line > startLine)?.line ?? Number.POSITIVE_INFINITY;
  const gone = ({ line }: { line: number }): boolean => line >= startLine && line < end;
  state.upgradeBlock.forEach((of, upgradeIndex) => {
    const upgrade = of === index ? edit(state.upgrades, upgradeIndex) : null;
    if (upgrade) Object.assign(upgrade, { lost: true, committed: false });
  });
  state.facts.items.forEach((fact, i) => {
    if (gone(fact)) Object.assign(edit(state.facts, i) ?? {}, { lost: true });
  });
  state.steps.items.forEach((step, i) => {
    if (gone(step)) Object.assign(edit(state.steps, i) ?? {}, { lost: true, committed: false });
  });
  removeWhere(state.terminations, gone);
  forgetSince(state.subscriptions, (line) => line, startLine);
  forgetSince(state.watches, (watch) => watch.line, startLine);
  forgetSince(state.replacedAt, (line) => line, startLine);
  forgetSince(state.severed, (ref) => state.upgrades.items[ref.upgrade]?.startLine ?? 0, startLine);
  forgetSince(state.evalPromises, (step) => state.steps.items[step]?.line ?? 0, startLine);
  forgetSince(state.callbacks, (upgrade) => state.upgrades.items[upgrade]?.startLine ?? 0, startLine);
  state.evalQueue = state.evalQueue.filter((step) => (state.steps.items[step]?.line ?? 0) < startLine);
  undoVats(state);
}

/** Uncommitted rows at this height or above, of earlier processes. */
function loseRepeated(state: FoldState, blockHeight: number): void {
  for (let i = state.blocks.items.length - 1; i >= 0; i -= 1) {
    const block = state.blocks.items[i];
    if (!block || block.committed || block.lost || block.blockHeight < blockHeight) return;
    markLost(state, i);
  }
}

export function onBeginBlock(
  state: FoldState,
  entry: EntryOf<'cosmic-swingset-begin-block'>,
  at: Place,
): void {
  loseRepeated(state, entry.blockHeight);
  if (state.block) tell(state, at, entry, { kind: 'log-gap', params: { open: 'block' } });
  nextBlockOfWatch(state);
  if (entry.hangover !== null && entry.hangover > SLOW_HANGOVER)
    tell(state, at, entry, {
      kind: 'slow-commit',
      params: { part: 'after its commit', seconds: entry.hangover, blockHeight: entry.blockHeight - 1 },
    });
  const index = append(state.blocks, {
    blockHeight: entry.blockHeight,
    blockTime: entry.blockTime,
    startLine: at.line,
    startByte: at.byte,
    startTime: entry.time,
    endTime: null,
    committed: false,
    runs: 0,
    seconds: null,
    endBlockSeconds: null,
    bundlingSeconds: state.bundling?.seconds ?? null,
    commitSeconds: null,
    rss: null,
    lost: false,
  });
  state.sawBlocks = true;
  state.bundling = null;
  state.bootstrap = false;
  state.vatUndo.clear();
  state.gaveUp.clear();
  state.block = {
    index,
    monotime: entry.monotime,
    endBlockMonotime: null,
    firstFact: state.facts.items.length,
  };
}

export function onEndBlockStart(state: FoldState, entry: EntryOf<'cosmic-swingset-end-block-start'>): void {
  if (state.block) state.block.endBlockMonotime = entry.monotime;
  state.trigger = null;
}

export function onEndBlockFinish(state: FoldState, entry: EntryOf<'cosmic-swingset-end-block-finish'>): void {
  const block = edit(state.blocks, state.block?.index ?? null);
  if (!block || !state.block) return;
  block.endTime = entry.time;
  block.seconds = between(state.block.monotime, entry.monotime);
  block.endBlockSeconds = lasted(state.block.endBlockMonotime, entry);
}

/** From here on what the block did lasts. */
function commit(state: FoldState, index: number): void {
  const block = edit(state.blocks, index);
  if (!block || block.lost) return;
  block.committed = true;
  state.softwareUpgrade = null;
  for (let i = state.upgradeBlock.length - 1; i >= 0; i -= 1) {
    const of = state.upgradeBlock[i] ?? -1;
    if (of >= 0 && of < index) break;
    if (of === index) Object.assign(edit(state.upgrades, i) ?? {}, { committed: true });
  }
  for (let i = state.steps.items.length - 1; i >= 0; i -= 1) {
    if ((state.steps.items[i]?.line ?? 0) < block.startLine) break;
    Object.assign(edit(state.steps, i) ?? {}, { committed: true });
  }
  state.vatUndo.clear();
}

export function onCommitFinish(
  state: FoldState,
  entry: EntryOf<'cosmic-swingset-commit-block-finish'>,
  at: Place,
): void {
  const open = state.block;
  const block = edit(state.blocks, open?.index ?? null);
  if (!open || !block) return;
  block.endTime = entry.time;
  block.seconds = between(open.monotime, entry.monotime);
  block.commitSeconds = entry.saveSeconds;
  commit(state, open.index);
  if (entry.saveSeconds !== null && entry.saveSeconds > SLOW_SAVE)
    tell(state, at, entry, {
      kind: 'slow-commit',
      params: { part: 'in its commit', seconds: entry.saveSeconds, blockHeight: block.blockHeight },
    });
  state.block = null;
}

/** `needsExecution: false`: the block before the crash was committed by the kernel, only the chain had not noted it. */
export function onInit(state: FoldState, entry: EntryOf<'cosmic-swingset-init'>): void {
  // Hosts write this since u20, as kernels do their own console.
  state.kernelConsole = true;
  if (entry.needsExecution !== false || entry.blockHeight === null) return;
  const index = state.blocks.items.findLastIndex(
    (block) => block.blockHeight === entry.blockHeight && !block.lost,
  );
  if (index >= 0 && !state.blocks.items[index]?.committed) commit(state, index);
}
