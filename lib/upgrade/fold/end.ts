import { concludeEval } from '@/lib/upgrade/fold/core-eval';
import { edit } from '@/lib/upgrade/fold/ledger';
import { interrupt } from '@/lib/upgrade/fold/process';
import type { FoldState } from '@/lib/upgrade/fold/state';

/** No entry will follow: what is open is interrupted, what was not committed is not, what did not settle is unsettled. */
export function endFold(state: FoldState): void {
  state.openAtEnd = isOpen(state);
  state.ended = true;
  interrupt(state);
  state.upgrades.items.forEach((upgrade, i) => {
    if (upgrade.committed === null && (state.upgradeBlock[i] ?? -1) >= 0)
      Object.assign(edit(state.upgrades, i) ?? {}, { committed: false });
  });
  state.steps.items.forEach((step, i) => {
    if (step.outcome === 'running') concludeEval(state, i);
    if (step.committed === null && state.sawBlocks)
      Object.assign(edit(state.steps, i) ?? {}, { committed: false });
  });
}

/** The log stops inside a crank, a run or a block: it told of more than it holds. */
export const isOpen = (state: FoldState): boolean =>
  state.ended
    ? state.openAtEnd
    : state.crank !== null || state.run !== null || state.block !== null || state.source.tail !== null;
