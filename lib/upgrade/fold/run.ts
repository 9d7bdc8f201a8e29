import type { EntryOf } from '@/lib/slog/entry';
import { concludeEval, stepOfInbound } from '@/lib/upgrade/fold/core-eval';
import { tell } from '@/lib/upgrade/fold/fact';
import { append, edit } from '@/lib/upgrade/fold/ledger';
import { addToCell, cellOf, NO_CELLS, openCells, packCells } from '@/lib/upgrade/fold/packed-cells';
import { settle } from '@/lib/upgrade/fold/severed';
import { type FoldState, lasted, type Place } from '@/lib/upgrade/fold/state';

/** Before u18 the host did not say the phase; the order of a block's actions does. */
function phaseOf(state: FoldState, entry: EntryOf<'cosmic-swingset-run-start'>): string {
  if (entry.phase !== null) return entry.phase;
  if (state.bootstrap || stepOfInbound(state.trigger?.inboundNum ?? null) !== null) return 'forced';
  if (entry.runNum === 0) return 'leftover';
  return state.trigger === null || state.trigger.type === 'timer-poll' ? 'timer' : 'inbound';
}

export function onRunStart(state: FoldState, entry: EntryOf<'cosmic-swingset-run-start'>, at: Place): void {
  if (state.run) tell(state, at, entry, { kind: 'log-gap', params: { open: 'run' } });
  closeRun(state);
  const index = state.runs.items.length;
  const phase = phaseOf(state, entry);
  append(state.runs, {
    index,
    blockHeight: entry.blockHeight,
    runNum: entry.runNum,
    phase,
    trigger: state.trigger,
    step: stepOfInbound(state.trigger?.inboundNum ?? null),
    startLine: at.line,
    startByte: at.byte,
    startTime: entry.time,
    endLine: null,
    endByte: null,
    endTime: null,
    finished: false,
    seconds: null,
    deliveryCranks: 0,
    firstCrank: null,
    lastCrank: null,
    upgrades: [],
    usedBeans: null,
    remainingBeans: entry.remainingBeans,
    cells: NO_CELLS,
  });
  const block = edit(state.blocks, state.block?.index ?? null);
  if (block) block.runs += 1;
  state.run = { index, monotime: entry.monotime, evals: state.triggerEvals, cells: openCells() };
  for (const step of state.triggerEvals) {
    const row = edit(state.steps, step);
    if (row) row.runIndex = index;
  }
  state.trigger = null;
  state.triggerEvals = [];
}

export function onRunFinish(state: FoldState, entry: EntryOf<'cosmic-swingset-run-finish'>, at: Place): void {
  const open = state.run;
  const run = edit(state.runs, open?.index ?? null);
  if (!open || !run) return;
  run.endLine = at.line;
  run.endByte = at.endByte;
  run.endTime = entry.time;
  run.finished = true;
  run.seconds = lasted(open.monotime, entry);
  run.usedBeans = entry.usedBeans;
  run.remainingBeans = entry.remainingBeans;
  closeRun(state);
  // Stopped by the block's limit, the run's work goes on in a later block's first run.
  const idle = entry.remainingBeans === null || entry.remainingBeans > 0;
  if (idle) for (const step of open.evals) concludeEval(state, step);
  for (const index of run.upgrades) settle(state, index);
}

/** The run gets no more work, whether it said so or not. */
export function closeRun(state: FoldState): void {
  const run = edit(state.runs, state.run?.index ?? null);
  if (run && state.run) run.cells = packCells(state.run.cells);
  state.run = null;
}

/** Adds a delivery to what its vat did in the open run. */
export function countDelivery(
  state: FoldState,
  entry: Pick<EntryOf<'deliver-result'>, 'vatID' | 'computrons' | 'time'>,
  { start, seconds }: { start: number | null; seconds: number | null },
): void {
  const open = state.run;
  const run = edit(state.runs, open?.index ?? null);
  if (!open || !run) return;
  const from = start ?? run.startTime ?? 0;
  addToCell(open.cells, cellOf(open.cells, entry.vatID, from), {
    seconds: seconds ?? 0,
    computrons: entry.computrons ?? 0,
    time: entry.time ?? from,
  });
}
