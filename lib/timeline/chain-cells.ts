import { cutFrom, firstDifference } from '@/lib/timeline/cell-index';
import { openEnd } from '@/lib/timeline/extent';
import type { Cell } from '@/lib/timeline/marks';
import type { Analysis, Block, Run } from '@/lib/upgrade/analysis';

/** Blocks and runs as cells; `phases`: the runs of every phase that the log names, in the order in which phases first appear. */
export type ChainCells = {
  readonly blocks: readonly Cell[];
  readonly runs: readonly Cell[];
  readonly phases: ReadonlyMap<string, readonly Cell[]>;
};

/** A block or run as a cell, `stays` once it can change no more; what was left open ends where its process did, or at the log's now. */
function cellOf(analysis: Analysis, item: Block | Run, index: number): { cell: Cell | null; stays: boolean } {
  const open = item.endTime === null ? openEnd(analysis, item.startLine) : null;
  const stays = open === null || open.cut;
  if (item.startTime === null) return { cell: null, stays };
  const end = item.endTime ?? open?.at ?? item.startTime;
  const cell = {
    start: item.startTime,
    end: Math.max(item.startTime, end),
    weight: item.seconds ?? Math.max(0, end - item.startTime),
    index,
    open: item.endTime === null,
  };
  return { cell, stays };
}

/** Walks a list that grows: items before the first that changed, or may still change, are not read again. */
function makeWalk<T extends Block | Run>(
  cut: (from: number) => void,
  put: (cell: Cell, item: T) => void,
): (analysis: Analysis, items: readonly T[]) => void {
  let seen: readonly T[] = [];
  let settled = 0;
  return (analysis, items) => {
    const from = Math.min(settled, firstDifference(seen, items));
    cut(from);
    settled = from;
    for (let i = from; i < items.length; i += 1) {
      const item = items[i];
      if (!item) continue;
      const { cell, stays } = cellOf(analysis, item, i);
      if (cell) put(cell, item);
      if (stays && settled === i) settled = i + 1;
    }
    seen = items;
  };
}

/** Keeps blocks and runs as cells while a run grows. The answer depends on the analysis alone; it is good until the next call. */
export function makeChainCells(): (analysis: Analysis) => ChainCells {
  const blocks: Cell[] = [];
  const runs: Cell[] = [];
  const phases = new Map<string, Cell[]>();
  const cutRuns = (from: number): void => {
    cutFrom(runs, from);
    for (const [phase, cells] of phases) {
      cutFrom(cells, from);
      if (cells.length === 0) phases.delete(phase);
    }
  };
  const putRun = (cell: Cell, { phase }: Run): void => {
    runs.push(cell);
    if (phase === null) return;
    const cells = phases.get(phase) ?? [];
    phases.set(phase, cells);
    cells.push(cell);
  };
  const walkBlocks = makeWalk<Block>(
    (from) => cutFrom(blocks, from),
    (cell) => blocks.push(cell),
  );
  const walkRuns = makeWalk<Run>(cutRuns, putRun);
  return (analysis) => {
    walkBlocks(analysis, analysis.blocks);
    walkRuns(analysis, analysis.runs);
    return { blocks, runs, phases };
  };
}
