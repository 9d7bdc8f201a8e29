import type { RunFacts } from '@/lib/live/frame';

/** A run that streams but sent nothing for this long (ms) is shown as stalled. */
export const STALL_AFTER = 10_000;

export type RunState = RunFacts['state'] | 'stalled';

/** The state to show at the server's clock `now` (ms): "stalled" is never stored, only derived. */
export function runState(facts: Pick<RunFacts, 'state' | 'lastByteAt'>, now: number): RunState {
  if (facts.state !== 'streaming' || facts.lastByteAt === null) return facts.state;
  return now - facts.lastByteAt > STALL_AFTER ? 'stalled' : 'streaming';
}
