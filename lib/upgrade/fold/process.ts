import type { Envelope } from '@/lib/slog/entry';
import { tell } from '@/lib/upgrade/fold/fact';
import { append, edit, peek } from '@/lib/upgrade/fold/ledger';
import { closeRun } from '@/lib/upgrade/fold/run';
import { between, type FoldState, type Place } from '@/lib/upgrade/fold/state';
import { interruptUpgrade } from '@/lib/upgrade/fold/upgrade';

/** What was open when a process or the file ended stays open for good. */
export function interrupt(state: FoldState): void {
  interruptUpgrade(state);
  state.crank = null;
  state.delivery = null;
  state.deviceCall = null;
  closeRun(state);
  state.block = null;
  state.trigger = null;
  state.triggerEvals = [];
  state.windows = [];
  state.consoleGroup = null;
  state.lastCrank = null;
}

/**
 * A replay that a new process interrupts: where the kernel's own console is missing (before u20) this silence is all there is
 * to see of a divergence, but a killed process looks the same. The message says both.
 */
function checkReplays(state: FoldState, entry: Envelope, at: Place): void {
  if (!state.kernelConsole)
    for (const [vatID, replay] of state.replays)
      if (replay.deliveries > 1)
        tell(state, at, entry, { kind: 'replay-divergence', vatID, text: 'replay never finished' });
  state.replays.clear();
}

/** True while a block with an upgrade is open, or the log stands between such a block's begin and its end. */
const inWindow = (state: FoldState): boolean => {
  const { block } = state;
  return block !== null && state.upgradeBlock.some((of) => of === block.index);
};

/** A new process: everything begins again, what the old one left open never finished. */
export function startProcess(state: FoldState, entry: Envelope, at: Place, marked: boolean): void {
  if (inWindow(state) || state.softwareUpgrade !== null)
    tell(state, at, entry, {
      kind: 'restarted-in-window',
      params: { blockHeight: openHeight(state) ?? state.softwareUpgrade },
    });
  state.memory.node = null;
  checkReplays(state, entry, at);
  interrupt(state);
  state.panicked = false;
  state.bundling = null;
  state.diverged = [];
  state.source.lastMonotime = null;
  if (marked)
    append(state.processStarts, { line: at.line, byte: at.byte, time: entry.time, initSeconds: null });
}

/** The kernel is ready. */
export function finishInit(state: FoldState, entry: Envelope): void {
  const process = edit(state.processStarts, state.processStarts.items.length - 1);
  if (process) process.initSeconds = entry.seconds ?? between(process.time, entry.time);
}

const openHeight = (state: FoldState): number | null =>
  peek(state.blocks, state.block?.index ?? null)?.blockHeight ?? null;
