import { assertNever } from '@/lib/base/assert';
import type { RunRow } from '@/lib/live/run-row';
import { runState } from '@/lib/live/run-state';

export type RunLook = {
  look: 'waiting' | 'running' | 'done' | 'attention' | 'failed' | 'unknown';
  word: string;
};

/** How a run's state is shown at the server's clock `now` (ms): a complete run with blockers never looks well. */
export function runLook(run: Pick<RunRow, 'state' | 'lastByteAt' | 'blockers'>, now: number): RunLook {
  const state = runState(run, now);
  switch (state) {
    case 'waiting':
      return { look: 'waiting', word: 'waiting' };
    case 'streaming':
      return { look: 'running', word: 'streaming' };
    case 'stalled':
      return { look: 'attention', word: 'stalled' };
    case 'complete':
      return { look: run.blockers > 0 ? 'attention' : 'done', word: 'complete' };
    case 'incomplete':
      return { look: 'unknown', word: 'incomplete' };
    case 'failed':
      return { look: 'failed', word: 'failed' };
    default:
      return assertNever(state);
  }
}

/** Can bytes still come? */
export const isOpen = ({ state }: Pick<RunRow, 'state'>): boolean =>
  state === 'waiting' || state === 'streaming';
